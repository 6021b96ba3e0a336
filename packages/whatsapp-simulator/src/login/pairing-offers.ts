import { randomBytes } from "node:crypto";
import type { proto } from "baileys";
import type { Connection } from "../wire/connection.ts";

/** A client that waits for a phone to scan its QR code. */
export interface PairingOffer {
  connection: Connection;
  refs: string[];
  noiseKey: Buffer;
  identity: Buffer;
  registrationId: number;
  signedId: number;
  signedPublic: Buffer;
  signedSignature: Buffer;
  pushName: string;
  platform: string;
  /** Set when the client asked for a code that its owner types into the phone. */
  code: CodeRequest | undefined;
  /** Set by the first scan; a second one is refused. */
  scanned: { phone: string; device: number; keyIndex: number; details: Uint8Array; accountKey: Buffer } | undefined;
}

/** What a client showed a code for. */
export interface CodeRequest {
  phone: string;
  ref: string;
  /** The client's key for this pairing, encrypted with the code. */
  wrappedKey: Buffer;
  /** Set while a phone waits for the client's answer to a code that was typed. */
  entered: { finish: (bundle: Buffer) => void } | undefined;
}

const REMEMBERED_REFS = 10_000;

/** The QR codes that are on somebody's screen, and those that were. */
export class PairingOffers {
  private readonly byRef = new Map<string, PairingOffer>();
  private readonly byConnection = new Map<Connection, PairingOffer>();
  private readonly past = new Map<string, "used" | "expired">();

  /** Opens an offer with six refs; a client shows them one after the other. */
  open(
    connection: Connection,
    registration: proto.ClientPayload.IDevicePairingRegistrationData,
    noiseKey: Buffer,
    pushName: string,
  ): PairingOffer {
    const { eIdent, eRegid, eSkeyId, eSkeyVal, eSkeySig } = registration;
    if (
      eIdent?.length !== 32 ||
      eRegid?.length !== 4 ||
      eSkeyId?.length !== 3 ||
      eSkeyVal?.length !== 32 ||
      eSkeySig?.length !== 64
    )
      throw new Error("registration with keys of a wrong length");
    const offer: PairingOffer = {
      connection,
      refs: Array.from({ length: 6 }, () => `2@${randomBytes(60).toString("base64")}`),
      noiseKey,
      identity: Buffer.from(eIdent),
      registrationId: Buffer.from(eRegid).readUInt32BE(0),
      signedId: Buffer.from(eSkeyId).readUIntBE(0, 3),
      signedPublic: Buffer.from(eSkeyVal),
      signedSignature: Buffer.from(eSkeySig),
      pushName,
      platform: "web",
      code: undefined,
      scanned: undefined,
    };
    for (const ref of offer.refs) this.byRef.set(ref, offer);
    this.byConnection.set(connection, offer);
    return offer;
  }

  /** The offer behind a ref, or why there is none. */
  find(ref: string): PairingOffer | "used" | "expired" | "unknown" {
    return this.byRef.get(ref) ?? this.past.get(ref) ?? "unknown";
  }

  /** The newest offer whose client shows a code for this phone. */
  findByCodeFor(phone: string): PairingOffer | undefined {
    return [...this.byConnection.values()].findLast((offer) => offer.code?.phone === phone && !offer.scanned);
  }

  /** The offer made on a socket. */
  of(connection: Connection): PairingOffer | undefined {
    return this.byConnection.get(connection);
  }

  /** Closes the offer of a socket, remembering its refs so that a late scan gets a clear answer. */
  close(connection: Connection): void {
    const offer = this.byConnection.get(connection);
    if (!offer) return;
    this.byConnection.delete(connection);
    for (const ref of offer.refs) {
      this.byRef.delete(ref);
      this.past.set(ref, offer.scanned ? "used" : "expired");
    }
    for (const ref of this.past.keys()) {
      if (this.past.size <= REMEMBERED_REFS) break;
      this.past.delete(ref);
    }
  }
}
