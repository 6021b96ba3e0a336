/** Something that happened on the network, for tests and for a screen. */
export interface NetworkEvent {
  seq: number;
  /** Real epoch milliseconds. */
  at: number;
  type: string;
  [detail: string]: string | number | boolean | null | undefined;
}

const KEPT = 5_000;

/** Remembers the latest happenings and tells listeners of new ones. */
export class EventLog {
  private seq = 0;
  private readonly kept: NetworkEvent[] = [];
  private readonly listeners = new Set<(event: NetworkEvent) => void>();

  /** Notes that something happened. */
  note(type: string, detail: Record<string, string | number | boolean | null | undefined> = {}): void {
    const event: NetworkEvent = { ...detail, seq: ++this.seq, at: Date.now(), type };
    this.kept.push(event);
    if (this.kept.length > KEPT * 2) this.kept.splice(0, this.kept.length - KEPT);
    for (const listener of this.listeners) listener(event);
  }

  /** What was noted after this number, as far as it is remembered. */
  since(seq: number): NetworkEvent[] {
    return this.kept.filter((event) => event.seq > seq);
  }

  /** The number of the latest happening. */
  get latest(): number {
    return this.seq;
  }

  /** Calls back for each new happening until the returned function is called. */
  listen(listener: (event: NetworkEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
