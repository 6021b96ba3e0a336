import { createHash } from "node:crypto";
import type { JournalEntry } from "@balas/whatsapp";
import { type BinaryNode, jidNormalizedUser } from "baileys";

/** A decrypted stanza as the journal keeps it: who, when, and the plaintext of each encrypted part. */
export interface JournalRecord {
  id: string;
  attributes: Record<string, string>;
  parts: { cipher: string; plaintext: string }[];
}

/** Names a stanza by chat, author and message id: the sender chooses the id, so alone it is not unique. */
export function journalIdOf({ attrs }: BinaryNode): string {
  const from = attrs.from ?? "";
  return [jidNormalizedUser(from), attrs.participant ?? "", attrs.recipient ?? "", attrs.id ?? ""].join("|");
}

/** A short name for a ciphertext, to know it again when it is delivered a second time. */
export function cipherNameOf(ciphertext: Uint8Array): string {
  return createHash("sha256").update(ciphertext).digest("base64url").slice(0, 22);
}

/** Turns a record into the entry that the store keeps. */
export function toEntry(record: JournalRecord): JournalEntry {
  return { id: record.id, value: Buffer.from(JSON.stringify({ attributes: record.attributes, parts: record.parts })) };
}

/** Gives back the record that `toEntry` was given. */
export function fromEntry(entry: JournalEntry): JournalRecord {
  const { attributes, parts } = JSON.parse(Buffer.from(entry.value).toString()) as Omit<JournalRecord, "id">;
  return { id: entry.id, attributes, parts };
}
