import type { Incoming, JournalEntry } from "@balas/whatsapp";
import type { BinaryNode, SignalRepositoryWithLIDStore } from "baileys";
import type { DurableState } from "./durable-state.ts";
import { cipherNameOf, fromEntry, type JournalRecord, journalIdOf, toEntry } from "./journal-record.ts";

/** A stored message stays this long in the journal when WhatsApp does not confirm our receipt. */
const UNCONFIRMED_MS = 60_000;

interface Held {
  record: JournalRecord;
  /** The change of state that put it into the journal. */
  version: number;
  /** The host has the message. */
  isStored: boolean;
  /** Nothing is left to hand over now: it is stored, or it says nothing by itself (a group's sender key). */
  settledAt: number | undefined;
  /** WhatsApp has our receipt and will not deliver it again. */
  isConfirmed: boolean;
  /** Left by an earlier connection, and not delivered again on this one so far. */
  isLeft: boolean;
}

interface Options {
  state: DurableState;
  toIncoming(record: JournalRecord): Promise<Incoming | undefined>;
  /** Resolves with true when the host has stored them, with false when the connection ended first. */
  deliver(messages: Incoming[]): Promise<boolean>;
}

/**
 * Makes an incoming message survive a kill at any moment. Baileys sends the receipt first and tells the application
 * later, and a ratchet decrypts only once. So the plaintext is committed together with the ratchet state, before the
 * receipt can leave (`OutputGate`); the host stores the message from here; and the entry stays until WhatsApp has
 * confirmed the receipt, to answer a redelivery that could not be decrypted again.
 */
export class InboundJournal {
  readonly #options: Options;
  readonly #held = new Map<string, Held>();
  readonly #stanzas = new WeakMap<Uint8Array, BinaryNode>();
  #queue: Held[] = [];
  #delivering: Promise<void> | undefined;
  #release: (() => void) | undefined;
  #isClosed = false;

  constructor(entries: JournalEntry[], options: Options) {
    this.#options = options;
    for (const entry of entries) {
      this.#held.set(entry.id, { ...heldOf(fromEntry(entry)), isLeft: true });
    }
  }

  /** Hands over what an earlier connection left. */
  start(): void {
    for (const held of this.#held.values()) this.#enqueue(held);
  }

  /** Notes a stanza before Baileys handles it, so that its ciphertext is known again when it is decrypted. */
  noteStanza(stanza: BinaryNode): void {
    const held = this.#held.get(journalIdOf(stanza));
    if (held) held.isLeft = false;
    if (!Array.isArray(stanza.content)) return;
    for (const { tag, content } of stanza.content) {
      if (tag === "enc" && content instanceof Uint8Array) this.#stanzas.set(content, stanza);
    }
  }

  /** WhatsApp has our receipt for this message id: it will not deliver the message again. */
  confirm(waId: string): void {
    for (const held of this.#held.values()) {
      if (held.record.attributes.id !== waId) continue;
      held.isConfirmed = true;
      this.#drainIfDone(held);
    }
  }

  /** WhatsApp has delivered all that it held for us: what it did not deliver again, it has our receipt for. */
  caughtUp(): void {
    for (const held of this.#held.values()) {
      if (!held.isLeft) continue;
      held.isConfirmed = true;
      this.#drainIfDone(held);
    }
  }

  /** Called before a decryption changes a ratchet: nothing is written until its plaintext can go along. */
  beginRatchetChange(): void {
    this.#release ??= this.#options.state.hold();
  }

  /** Wraps the decrypting half of the repository. Baileys decrypts one message at a time per connection. */
  wrap(repository: SignalRepositoryWithLIDStore): SignalRepositoryWithLIDStore {
    return {
      ...repository,
      decryptMessage: (options) => this.#decrypt(options.ciphertext, () => repository.decryptMessage(options)),
      decryptGroupMessage: (options) => this.#decrypt(options.msg, () => repository.decryptGroupMessage(options)),
    };
  }

  /** Resolves when nothing is being handed over any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#queue = [];
    await this.#delivering;
  }

  async #decrypt(ciphertext: Uint8Array, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const stanza = this.#stanzas.get(ciphertext);
    // Messages among our own devices (keys of the app state, history) are no chat messages.
    if (!stanza || stanza.attrs.category === "peer") return this.#decryptHeld(decrypt, () => undefined);

    const id = journalIdOf(stanza);
    const cipher = cipherNameOf(ciphertext);
    const known = this.#held.get(id)?.record.parts.find((part) => part.cipher === cipher);
    if (known) return Buffer.from(known.plaintext, "base64");
    return this.#decryptHeld(decrypt, (plaintext) => {
      this.#add(id, stanza, { cipher, plaintext: Buffer.from(plaintext).toString("base64") });
    });
  }

  async #decryptHeld(decrypt: () => Promise<Uint8Array>, then: (plaintext: Uint8Array) => void): Promise<Uint8Array> {
    try {
      const plaintext = await decrypt();
      then(plaintext);
      return plaintext;
    } finally {
      this.#release?.();
      this.#release = undefined;
    }
  }

  #add(id: string, stanza: BinaryNode, part: JournalRecord["parts"][number]): void {
    const held = this.#held.get(id) ?? heldOf({ id, attributes: { ...stanza.attrs }, parts: [] });
    held.record.parts.push(part);
    this.#held.set(id, held);
    this.#options.state.journal(toEntry(held.record));
    held.version = this.#options.state.guardedVersion;
    this.#enqueue(held);
  }

  #enqueue(held: Held): void {
    if (held.isStored || this.#queue.includes(held)) return;
    held.settledAt = undefined;
    this.#queue.push(held);
    this.#delivering ??= this.#deliverAll().finally(() => {
      this.#delivering = undefined;
    });
  }

  async #deliverAll(): Promise<void> {
    const { state } = this.#options;
    for (let first = this.#queue[0]; first && !this.#isClosed; first = this.#queue[0]) {
      try {
        await state.durable(first.version);
      } catch {
        return; // the state has told its owner, who closes the connection; the journal keeps the rest
      }
      const waiting = this.#queue.findIndex(({ version }) => !state.isDurable(version));
      await this.#deliverBatch(this.#queue.splice(0, waiting === -1 ? this.#queue.length : waiting));
    }
    this.#drainUnconfirmed();
  }

  async #deliverBatch(batch: Held[]): Promise<void> {
    const messages: Incoming[] = [];
    const sources: Held[] = [];
    for (const held of batch) {
      const incoming = await this.#options.toIncoming(held.record);
      if (!incoming) continue;
      messages.push(incoming);
      sources.push(held);
    }
    if (messages.length > 0 && !(await this.#options.deliver(messages))) return;
    for (const held of sources) held.isStored = true;
    for (const held of batch) {
      if (!this.#queue.includes(held)) held.settledAt = performance.now();
      this.#drainIfDone(held);
    }
  }

  #drainIfDone(held: Held): void {
    if (held.isConfirmed && held.settledAt !== undefined) this.#drain(held);
  }

  #drainUnconfirmed(): void {
    const now = performance.now();
    for (const held of this.#held.values()) {
      if (held.settledAt !== undefined && now - held.settledAt > UNCONFIRMED_MS) this.#drain(held);
    }
  }

  #drain(held: Held): void {
    this.#held.delete(held.record.id);
    this.#options.state.drain(held.record.id);
  }
}

function heldOf(record: JournalRecord): Held {
  return { record, version: 0, isStored: false, settledAt: undefined, isConfirmed: false, isLeft: false };
}
