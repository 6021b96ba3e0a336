/**
 * Where a driver keeps what a session must not lose: credentials, Signal keys and the inbound journal.
 * Values are opaque bytes; the store seals them. Everything is fenced: a store of a lease that was lost throws `FencedOff`.
 */
export interface SessionStore {
  readCredentials(): Promise<Uint8Array | undefined>;
  /** Writes credentials and keys in one transaction; `undefined` deletes a key. Resolves when durable. */
  write(change: StoreChange): Promise<void>;
  readKeys(kind: string, ids: string[]): Promise<Map<string, Uint8Array>>;
  /** Journaled incoming stanzas that were not yet drained, oldest first. */
  readJournal(): Promise<JournalEntry[]>;
  /** Forgets everything of this session (log out). */
  clear(): Promise<void>;
}

export interface StoreChange {
  credentials?: Uint8Array;
  keys?: { kind: string; id: string; value: Uint8Array | undefined }[];
  /** Plaintext of decrypted stanzas, kept until the messages are stored; an entry replaces an earlier one of its id. */
  journal?: JournalEntry[];
  /** Journal entries whose message is stored for good. */
  drained?: string[];
}

/**
 * A decrypted incoming stanza. It is committed together with the ratchet state that decrypted it and before the
 * receipt goes out, because a redelivery can't be decrypted a second time.
 */
export interface JournalEntry {
  /** Unique for the session: chat, sender and message id. */
  id: string;
  value: Uint8Array;
}

/** Thrown by every call of a store whose lease was taken over by another gateway process. */
export class FencedOff extends Error {
  override name = "FencedOff";
}
