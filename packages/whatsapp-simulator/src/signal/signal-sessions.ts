import ProtocolAddress from "libsignal/src/protocol_address.js";
import SessionBuilder from "libsignal/src/session_builder.js";
import SessionCipher from "libsignal/src/session_cipher.js";
import SessionRecord from "libsignal/src/session_record.js";
import { prefixed } from "../login/finish-pairing.ts";
import type { User } from "../people/user.ts";
import { text } from "../store/row.ts";
import type { Store } from "../store/store.ts";
import type { KeyPair } from "../wire/certificates.ts";
import { ONE_TIME_KEY_ID, SIGNED_KEY_ID, type VirtualKeys } from "./virtual-keys.ts";

/** The public keys by which a session with a linked client begins. */
export interface ClientBundle {
  registrationId: number;
  identity: Buffer;
  signed: { id: number; public: Buffer; signature: Buffer };
  oneTime: { id: number; public: Buffer } | undefined;
}

const CACHED = 5_000;

/**
 * Signal sessions between the phones this server plays and linked clients. What an operation changed is written by
 * `save`, inside the transaction that stores the message, so that a kill never leaves one without the other.
 */
export class SignalSessions {
  private readonly store: Store;
  private readonly keys: VirtualKeys;
  private readonly cached = new Map<string, SessionRecord>();

  constructor(store: Store, keys: VirtualKeys) {
    this.store = store;
    this.keys = keys;
  }

  /** Decrypts what a client wrote to a phone; throws when it cannot be read. */
  async decrypt(owner: User, peer: string, type: string, ciphertext: Buffer): Promise<Buffer> {
    const cipher = new SessionCipher(this.storageOf(owner, peer), addressOf(owner, peer));
    try {
      if (type === "pkmsg") return await cipher.decryptPreKeyWhisperMessage(ciphertext);
      if (type === "msg") return await cipher.decryptWhisperMessage(ciphertext);
      throw new Error(`unknown kind of ciphertext ${type}`);
    } catch (error) {
      // A failed attempt may have moved the ratchet of the record in memory; the one on disk is good.
      this.cached.delete(keyOf(owner, peer));
      throw error;
    }
  }

  /** Encrypts for a client with whom a session exists. */
  async encrypt(owner: User, peer: string, plaintext: Buffer): Promise<{ type: "pkmsg" | "msg"; ciphertext: Buffer }> {
    const cipher = new SessionCipher(this.storageOf(owner, peer), addressOf(owner, peer));
    const { type, body } = await cipher.encrypt(plaintext);
    return { type: type === 3 ? "pkmsg" : "msg", ciphertext: Buffer.from(body) };
  }

  /** True when a phone may write to a client without asking for its keys. */
  has(owner: User, peer: string): boolean {
    return this.load(keyOf(owner, peer))?.haveOpenSession() ?? false;
  }

  /** Begins a session from a client's public keys. */
  async begin(owner: User, peer: string, bundle: ClientBundle): Promise<void> {
    const builder = new SessionBuilder(this.storageOf(owner, peer), addressOf(owner, peer));
    await builder.initOutgoing({
      registrationId: bundle.registrationId,
      identityKey: prefixed(bundle.identity),
      signedPreKey: {
        keyId: bundle.signed.id,
        publicKey: prefixed(bundle.signed.public),
        signature: bundle.signed.signature,
      },
      preKey: bundle.oneTime && { keyId: bundle.oneTime.id, publicKey: prefixed(bundle.oneTime.public) },
    });
  }

  /** The client is known to have the session: stop repeating the first keys in every message. */
  confirm(owner: User, peer: string): void {
    const open = this.load(keyOf(owner, peer))?.getOpenSession();
    if (open) delete open.pendingPreKey;
  }

  /** Writes a session to disk; call it in the transaction that stores the message. */
  save(owner: User, peer: string): void {
    const record = this.cached.get(keyOf(owner, peer));
    if (!record) return;
    this.store.run(
      "insert into signal_sessions values (?, ?, ?) on conflict (owner, peer) do update set record = excluded.record",
      owner.phone,
      peer,
      JSON.stringify(record.serialize()),
    );
  }

  /** Throws a session away, so that the next message begins a new one. */
  drop(owner: User, peer: string): void {
    this.cached.delete(keyOf(owner, peer));
    this.store.run("delete from signal_sessions where owner = ? and peer = ?", owner.phone, peer);
  }

  /** Forgets what is held in memory. */
  forget(): void {
    this.cached.clear();
  }

  private load(key: string): SessionRecord | undefined {
    const cached = this.cached.get(key);
    if (cached) {
      // Moving it to the end makes the map's order the order of use.
      this.cached.delete(key);
      this.cached.set(key, cached);
      return cached;
    }
    const [owner, peer] = key.split(">");
    const row = this.store.one(
      "select record from signal_sessions where owner = ? and peer = ?",
      owner ?? "",
      peer ?? "",
    );
    if (!row) return undefined;
    const record = SessionRecord.deserialize(JSON.parse(text(row, "record")));
    this.remember(key, record);
    return record;
  }

  private remember(key: string, record: SessionRecord): void {
    this.cached.set(key, record);
    const oldest = this.cached.size > CACHED ? this.cached.keys().next().value : undefined;
    if (oldest !== undefined) this.cached.delete(oldest);
  }

  private storageOf(owner: User, peer: string) {
    const key = keyOf(owner, peer);
    const keys = this.keys.of(owner);
    return {
      loadSession: async () => this.load(key),
      storeSession: async (_address: string, record: SessionRecord) => this.remember(key, record),
      isTrustedIdentity: () => true,
      loadPreKey: async (id: number) => (id === ONE_TIME_KEY_ID ? signalPair(keys.oneTime) : undefined),
      removePreKey: async () => undefined,
      loadSignedPreKey: async (id: number) => (id === SIGNED_KEY_ID ? signalPair(keys.signed) : undefined),
      getOurRegistrationId: async () => keys.registrationId,
      getOurIdentity: async () => signalPair(keys.identity),
    };
  }
}

function keyOf(owner: User, peer: string): string {
  return `${owner.phone}>${peer}`;
}

function addressOf(owner: User, peer: string): ProtocolAddress {
  const [phone, device] = peer.split(":");
  return new ProtocolAddress(`${owner.phone}>${phone}`, Number(device));
}

function signalPair(pair: KeyPair): { pubKey: Buffer; privKey: Buffer } {
  return { pubKey: prefixed(pair.public), privKey: pair.private };
}
