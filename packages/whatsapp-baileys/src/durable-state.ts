import type { JournalEntry, SessionStore, StoreChange } from "@balas/whatsapp";
import { BoundedMap } from "./bounded-map.ts";
import { decodeKey, encodeKey } from "./encode-key.ts";

/** Keys that were read or written lately; 400 keep a busy number's contacts at hand in about 2 MB. */
const CACHED_KEYS = 400;
/** What WhatsApp tells again when it is asked again: the questions of a first contact need not wait for the disk. */
const RELEARNED = new Set(["lid-mapping", "device-list", "devices", "tctoken"]);
/** Changes that nothing waits for are written this much later, together. */
const LAZY_WRITE_MS = 5;
/** Emptying the journal is never urgent: it rides along with the next message, or waits this long. */
const DRAIN_MS = 500;

interface KeyChange {
  kind: string;
  id: string;
  value: unknown;
}

interface Batch {
  version: number;
  keys: Map<string, KeyChange>;
  journal: Map<string, JournalEntry>;
  drained: string[];
  credentials: boolean;
}

/**
 * What a session must not lose, in memory and in the store. A change is visible at once and written a moment later:
 * while one write is under way the next changes gather, so that one transaction carries the state of many messages
 * (group commit). Whoever lets something out of the process waits for `durable` first.
 *
 * The lease makes this process the only writer, which is why a key that is absent may be remembered as absent.
 */
export class DurableState {
  readonly #store: SessionStore;
  readonly #credentials: () => Uint8Array;
  readonly #onFailure: (error: unknown) => void;
  readonly #cache = new BoundedMap<KeyChange>(CACHED_KEYS);
  #pending = emptyBatch(0);
  #writing: Batch | undefined;
  #write: Promise<void> | undefined;
  #version = 0;
  #guarded = 0;
  #written = 0;
  #holders = 0;
  #released: (() => void)[] = [];
  #lazy: NodeJS.Timeout | undefined;
  #lazyDue = 0;
  #failure: { error: unknown } | undefined;

  constructor(options: { store: SessionStore; credentials: () => Uint8Array; onFailure: (error: unknown) => void }) {
    this.#store = options.store;
    this.#credentials = options.credentials;
    this.#onFailure = options.onFailure;
  }

  /** The last change that nothing may leave before; grows. */
  get guardedVersion(): number {
    return this.#guarded;
  }

  /** Whether everything up to this version is in the store; never again after the store failed. */
  isDurable(version: number): boolean {
    return this.#written >= version && !this.#failure;
  }

  /** Resolves when every change up to `version` is in the store; rejects for good after the store failed. */
  async durable(version = this.#version): Promise<void> {
    while (!this.isDurable(version)) {
      if (this.#failure) throw this.#failure.error;
      await this.#flush();
    }
  }

  /** Values by id; an id that has none is left out. */
  async read(kind: string, ids: string[]): Promise<Map<string, unknown>> {
    const found = new Map<string, unknown>();
    const missing: string[] = [];
    for (const id of ids) {
      const known = this.#known(kind, id);
      if (!known) missing.push(id);
      else if (known.value !== undefined) found.set(id, known.value);
    }
    if (missing.length === 0) return found;
    const stored = await this.#readStored(kind, missing);
    for (const id of missing) {
      // A change may have come while the store was read: it is newer.
      const known = this.#known(kind, id) ?? this.#remember(kind, id, stored.get(id));
      if (known.value !== undefined) found.set(id, known.value);
    }
    return found;
  }

  /** Sets a key; `undefined` deletes it. */
  change(kind: string, id: string, value: unknown): void {
    const change = { kind, id, value: value ?? undefined };
    this.#pending.keys.set(keyOf(kind, id), change);
    if (isCached(kind)) this.#cache.set(keyOf(kind, id), change);
    this.#changed();
    if (!RELEARNED.has(kind)) this.#guarded = this.#version;
  }

  /** Writes the credentials, as they are when the write starts. */
  credentialsChanged(): void {
    this.#pending.credentials = true;
    this.#changed();
    this.#guarded = this.#version;
  }

  /** Puts an entry into the journal, in place of an earlier one of its id. */
  journal(entry: JournalEntry): void {
    this.#pending.journal.set(entry.id, entry);
    this.#changed();
    this.#guarded = this.#version;
  }

  /** Takes an entry out of the journal. */
  drain(id: string): void {
    this.#pending.journal.delete(id);
    this.#pending.drained.push(id);
    this.#changed(DRAIN_MS);
  }

  /** Keeps a write from starting until the returned function is called, so that changes belong together. */
  hold(): () => void {
    this.#holders += 1;
    return () => {
      this.#holders -= 1;
      if (this.#holders > 0) return;
      for (const release of this.#released.splice(0)) release();
    };
  }

  /** Writes what is left, if the store still takes it. */
  async close(): Promise<void> {
    clearTimeout(this.#lazy);
    await this.durable().catch(() => undefined); // `onFailure` has told it
    this.#cache.clear();
  }

  /** A failed read counts like a failed write: without a key Baileys would refuse the message, and WhatsApp drop it. */
  async #readStored(kind: string, ids: string[]): Promise<Map<string, Uint8Array>> {
    try {
      return await this.#store.readKeys(kind, ids);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  #fail(error: unknown): void {
    if (this.#failure) return;
    this.#failure = { error };
    this.#onFailure(error);
  }

  #known(kind: string, id: string): KeyChange | undefined {
    const key = keyOf(kind, id);
    return this.#pending.keys.get(key) ?? this.#writing?.keys.get(key) ?? this.#cache.get(key);
  }

  #remember(kind: string, id: string, bytes: Uint8Array | undefined): KeyChange {
    const known = { kind, id, value: bytes && decodeKey(kind, bytes) };
    if (isCached(kind)) this.#cache.set(keyOf(kind, id), known);
    return known;
  }

  #changed(within = LAZY_WRITE_MS): void {
    this.#version += 1;
    const due = performance.now() + within;
    if (this.#lazy && this.#lazyDue <= due) return;
    clearTimeout(this.#lazy);
    this.#lazyDue = due;
    this.#lazy = setTimeout(() => {
      this.#lazy = undefined;
      this.durable().catch(() => undefined); // `onFailure` has told it
    }, within);
  }

  #flush(): Promise<void> {
    this.#write ??= this.#writeBatch().finally(() => {
      this.#write = undefined;
    });
    return this.#write;
  }

  async #writeBatch(): Promise<void> {
    while (this.#holders > 0) await new Promise<void>((resolve) => this.#released.push(resolve));
    const batch = this.#pending;
    batch.version = this.#version;
    this.#pending = emptyBatch(this.#version);
    this.#writing = batch;
    try {
      await this.#store.write(this.#changeOf(batch));
      this.#written = batch.version;
    } catch (error) {
      this.#fail(error);
      throw error;
    } finally {
      this.#writing = undefined;
    }
  }

  #changeOf(batch: Batch): StoreChange {
    const change: StoreChange = {};
    if (batch.credentials) change.credentials = this.#credentials();
    if (batch.journal.size > 0) change.journal = [...batch.journal.values()];
    if (batch.drained.length > 0) change.drained = batch.drained;
    if (batch.keys.size > 0) {
      change.keys = [...batch.keys.values()].map(({ kind, id, value }) => ({
        kind,
        id,
        value: value === undefined ? undefined : encodeKey(kind, value),
      }));
    }
    return change;
  }
}

/** Pairing makes 812 pre-keys and each is read once at most: they would only fill the cache. */
function isCached(kind: string): boolean {
  return kind !== "pre-key";
}

function keyOf(kind: string, id: string): string {
  return `${kind}\0${id}`;
}

function emptyBatch(version: number): Batch {
  return { version, keys: new Map(), journal: new Map(), drained: [], credentials: false };
}
