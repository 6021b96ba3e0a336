/** A call, from its first ring. */
export interface CallState {
  id: string;
  from: string;
  to: string;
  video: boolean;
  group: string | null;
  /** Epoch milliseconds. */
  at: number;
  state: "ringing" | "rejected" | "ended" | "timeout";
}

const KEPT = 1_000;

/** The calls that ring, and the latest ones that did. */
export class CallBoard {
  private readonly calls = new Map<string, CallState>();

  /** Keeps a call. */
  add(call: CallState): void {
    this.calls.set(call.id, call);
    const oldest = this.calls.size > KEPT ? this.calls.keys().next().value : undefined;
    if (oldest !== undefined) this.calls.delete(oldest);
  }

  /** A call by its id. */
  find(id: string): CallState | undefined {
    return this.calls.get(id);
  }

  /** Forgets everything. */
  forget(): void {
    this.calls.clear();
  }
}
