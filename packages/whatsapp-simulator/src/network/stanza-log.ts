import { binaryNodeToString, decodeBinaryNode } from "baileys";

/** A stanza on the wire. */
export interface LoggedStanza {
  seq: number;
  /** Real epoch milliseconds. */
  at: number;
  /** In is from a client to the network. */
  direction: "in" | "out";
  phone: string;
  device: number;
  xml: string;
}

interface Kept extends Omit<LoggedStanza, "xml"> {
  bytes: Uint8Array;
}

const KEPT = 1_000;
const WATCHED_FOR_MS = 60_000;
const LONGEST_XML = 4_000;

/** The latest stanzas. Kept only while somebody looks, and decoded only for them, so that nobody else pays for it. */
export class StanzaLog {
  private readonly kept: Kept[] = [];
  private watchedUntil = 0;
  private seq = 0;

  /** Notes a stanza as its bytes; nothing when nobody looks. */
  note(direction: "in" | "out", of: { phone: string; device: number } | undefined, bytes: Uint8Array): void {
    if (this.watchedUntil === 0) return;
    if (Date.now() > this.watchedUntil) {
      this.watchedUntil = 0;
      this.kept.length = 0;
      return;
    }
    const { phone = "", device = 0 } = of ?? {};
    this.kept.push({ seq: ++this.seq, at: Date.now(), direction, phone, device, bytes: Buffer.from(bytes) });
    if (this.kept.length > KEPT * 2) this.kept.splice(0, this.kept.length - KEPT);
  }

  /** What was noted after this number, decoded; from now on there is something to note. */
  async read(since: number, phone: string | undefined): Promise<LoggedStanza[]> {
    this.watchedUntil = Date.now() + WATCHED_FOR_MS;
    const wanted = this.kept.filter((one) => one.seq > since && (phone === undefined || one.phone === phone));
    return Promise.all(
      wanted.slice(-KEPT).map(async ({ bytes, ...stanza }) => ({ ...stanza, xml: await decoded(Buffer.from(bytes)) })),
    );
  }
}

async function decoded(bytes: Buffer): Promise<string> {
  try {
    return binaryNodeToString(await decodeBinaryNode(bytes)).slice(0, LONGEST_XML);
  } catch {
    return `<!-- ${bytes.length} bytes that are no stanza -->`;
  }
}
