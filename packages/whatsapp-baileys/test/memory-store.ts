import { FencedOff, type JournalEntry, type SessionStore, type StoreChange } from "@balas/whatsapp";

/** Durable state of one session in memory. Each `open` is a new holder of its lease; earlier holders are fenced off. */
export class MemoryState {
  credentials: Uint8Array | undefined;
  readonly keys = new Map<string, Uint8Array>();
  readonly journal = new Map<string, JournalEntry>();
  writes = 0;
  #holder = 0;

  /** Called before each write; throwing makes the write fail. */
  beforeWrite: (change: StoreChange) => Promise<void> = async () => {};

  open(): SessionStore {
    this.#holder += 1;
    const holder = this.#holder;
    const requireHolder = (): void => {
      if (holder !== this.#holder) throw new FencedOff();
    };
    return {
      readCredentials: async () => {
        requireHolder();
        return this.credentials;
      },
      readKeys: async (kind, ids) => {
        requireHolder();
        return new Map(
          ids.flatMap((id) => {
            const value = this.keys.get(`${kind}/${id}`);
            return value ? [[id, value] as const] : [];
          }),
        );
      },
      readJournal: async () => {
        requireHolder();
        return [...this.journal.values()];
      },
      write: async (change) => {
        await this.beforeWrite(change);
        requireHolder();
        this.#apply(change);
      },
      clear: async () => {
        requireHolder();
        this.credentials = undefined;
        this.keys.clear();
        this.journal.clear();
      },
    };
  }

  #apply({ credentials, keys = [], journal = [], drained = [] }: StoreChange): void {
    this.writes += 1;
    if (credentials) this.credentials = credentials;
    for (const { kind, id, value } of keys) {
      if (value) this.keys.set(`${kind}/${id}`, value);
      else this.keys.delete(`${kind}/${id}`);
    }
    for (const entry of journal) this.journal.set(entry.id, entry);
    for (const id of drained) this.journal.delete(id);
  }
}
