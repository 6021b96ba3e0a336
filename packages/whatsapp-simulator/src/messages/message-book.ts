import { bytes, number, optionalText, text } from "../store/row.ts";
import type { Row, Store } from "../store/store.ts";
import type { MessageDetails } from "./message-details.ts";

/** A message as one phone has it: what it decrypted, or what it wrote. */
export interface StoredMessage {
  seq: number;
  /** Grows with every change of any message; ask for what changed since. */
  change: number;
  /** Whose phone this is. */
  owner: string;
  /** The other side of the chat. */
  peer: string;
  direction: "in" | "out";
  id: string;
  /** The kind of content: `text`, or WhatsApp's own name such as `imageMessage`. */
  kind: string;
  text: string;
  /** In: received, read. Out: sent, delivered, read. */
  status: string;
  at: number;
  /** Who wrote it: a phone; absent in what older versions kept. */
  author: string | null;
  /** What there is beside the words, and what became of the message. */
  details: MessageDetails | null;
  /** How many copies with this id arrived; the phone shows one. */
  deliveries: number;
}

/** A message to be kept; `content` is the whole of it, for all but plain texts. */
export type NewMessage = Omit<StoredMessage, "seq" | "change" | "deliveries" | "author" | "details"> & {
  author?: string;
  details?: MessageDetails | undefined;
  content?: Uint8Array | undefined;
};

const RANK = ["sent", "delivered", "read"];

const COLUMNS = "seq, change, owner, peer, direction, id, kind, text, status, at, deliveries, author, details";

/** Every message each virtual phone holds. */
export class MessageBook {
  private readonly store: Store;
  private change: number;

  constructor(store: Store) {
    this.store = store;
    const row = store.one("select coalesce(max(change), 0) as change from messages");
    this.change = row ? number(row, "change") : 0;
  }

  /** Keeps a message, or counts one more copy of it; returns true when it was new. */
  keep(message: NewMessage): boolean {
    const known = this.find(message.owner, message.peer, message.direction, message.id);
    if (known) {
      this.store.run(
        "update messages set deliveries = deliveries + 1, change = ? where seq = ?",
        ++this.change,
        known.seq,
      );
      return false;
    }
    this.store.run(
      "insert into messages (change, owner, peer, direction, id, kind, text, status, at, deliveries, author, details, content) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
      ++this.change,
      message.owner,
      message.peer,
      message.direction,
      message.id,
      message.kind,
      message.text,
      message.status,
      message.at,
      message.author ?? (message.direction === "out" ? message.owner : message.peer),
      message.details ? JSON.stringify(message.details) : null,
      message.content ?? null,
    );
    return true;
  }

  /** One message of one phone. */
  find(owner: string, peer: string, direction: "in" | "out", id: string): StoredMessage | undefined {
    const row = this.store.one(
      `select ${COLUMNS} from messages where owner = ? and peer = ? and direction = ? and id = ?`,
      owner,
      peer,
      direction,
      id,
    );
    return row && messageOf(row);
  }

  /** A message of a chat, whoever wrote it. */
  findInChat(owner: string, peer: string, id: string): StoredMessage | undefined {
    return this.find(owner, peer, "in", id) ?? this.find(owner, peer, "out", id);
  }

  /** A message of a phone, in whatever chat; the newest when the id is there twice. */
  findById(owner: string, id: string): StoredMessage | undefined {
    const sql = `select ${COLUMNS} from messages where id = ? and owner = ? order by seq desc limit 1`;
    const row = this.store.one(sql, id, owner);
    return row && messageOf(row);
  }

  /** The newest messages of a chat, newest first, or those before one of them. */
  newest(owner: string, peer: string, limit: number, beforeSeq = Number.MAX_SAFE_INTEGER): StoredMessage[] {
    const sql = `select ${COLUMNS} from messages where owner = ? and peer = ? and seq < ? and kind <> 'revoked' order by seq desc limit ?`;
    return this.store.all(sql, owner, peer, beforeSeq, limit).map(messageOf);
  }

  /** The whole message as it came; undefined for a plain text. */
  contentOf(seq: number): Buffer | undefined {
    const row = this.store.one("select content from messages where seq = ? and content is not null", seq);
    return row && bytes(row, "content");
  }

  /** Writes what became of a message. */
  amend(seq: number, next: { text?: string; kind?: string; details: MessageDetails }): void {
    this.store.run(
      "update messages set text = coalesce(?, text), kind = coalesce(?, kind), details = ?, change = ? where seq = ?",
      next.text ?? null,
      next.kind ?? null,
      JSON.stringify(next.details),
      ++this.change,
      seq,
    );
  }

  /** One message by its place in the book. */
  get(seq: number): StoredMessage | undefined {
    const row = this.store.one(`select ${COLUMNS} from messages where seq = ?`, seq);
    return row && messageOf(row);
  }

  /** How many messages of a peer this owner has not read. */
  countUnread(owner: string, peer: string): number {
    const row = this.store.one(
      "select count(*) as n from messages where owner = ? and peer = ? and direction = 'in' and status <> 'read'",
      owner,
      peer,
    );
    return row ? number(row, "n") : 0;
  }

  /** Moves the ticks of an outgoing message forward, never back; returns true when they moved. */
  advance(owner: string, peer: string, id: string, status: "delivered" | "read"): boolean {
    const known = this.find(owner, peer, "out", id);
    if (!known || RANK.indexOf(known.status) >= RANK.indexOf(status)) return false;
    this.setStatus(known.seq, status);
    return true;
  }

  /** Writes a status. */
  setStatus(seq: number, status: string): void {
    this.store.run("update messages set status = ?, change = ? where seq = ?", status, ++this.change, seq);
  }

  /** What changed after a number, oldest change first; optionally of one phone or one chat only. */
  changedSince(since: number, limit: number, owner?: string, peer?: string): StoredMessage[] {
    const filters: string[] = [];
    const values: (string | number)[] = [since];
    if (owner !== undefined) {
      filters.push("and owner = ?");
      values.push(owner);
    }
    if (peer !== undefined) {
      filters.push("and peer = ?");
      values.push(peer);
    }
    return this.store
      .all(
        `select ${COLUMNS} from messages where change > ? ${filters.join(" ")} order by change limit ?`,
        ...values,
        limit,
      )
      .map(messageOf);
  }

  /** Incoming messages of a phone that were not read, or whose receipt is still owed. */
  incoming(owner: string, peer: string | undefined, status: string): StoredMessage[] {
    return peer === undefined
      ? this.store
          .all(`select ${COLUMNS} from messages where owner = ? and direction = 'in' and status = ?`, owner, status)
          .map(messageOf)
      : this.store
          .all(
            `select ${COLUMNS} from messages where owner = ? and peer = ? and direction = 'in' and status = ?`,
            owner,
            peer,
            status,
          )
          .map(messageOf);
  }

  /** True when these two phones ever exchanged a message. */
  haveTalked(owner: string, peer: string): boolean {
    return (
      this.store.one("select 1 as yes from messages where owner = ? and peer = ? limit 1", owner, peer) !== undefined
    );
  }

  /** Counts of everything, for the state page. */
  counts(): { messages: number; deliveries: number } {
    const row = this.store.one("select count(*) as messages, coalesce(sum(deliveries), 0) as deliveries from messages");
    return { messages: row ? number(row, "messages") : 0, deliveries: row ? number(row, "deliveries") : 0 };
  }
}

function messageOf(row: Row): StoredMessage {
  return {
    seq: number(row, "seq"),
    change: number(row, "change"),
    owner: text(row, "owner"),
    peer: text(row, "peer"),
    direction: row.direction === "in" ? "in" : "out",
    id: text(row, "id"),
    kind: text(row, "kind"),
    text: text(row, "text"),
    status: text(row, "status"),
    at: number(row, "at"),
    deliveries: number(row, "deliveries"),
    author: optionalText(row, "author") ?? null,
    details: detailsOf(row),
  };
}

function detailsOf(row: Row): MessageDetails | null {
  const details = optionalText(row, "details");
  return details === undefined ? null : JSON.parse(details);
}
