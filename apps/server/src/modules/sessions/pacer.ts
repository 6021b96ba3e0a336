import type { Lane } from "./message-port.ts";
import { freshPace, type PacedNumber, paceAfter, waits } from "./pacing.ts";
import type { PacingProfileName } from "./pacing-profile.ts";

const HOUR = 3_600_000;

/** The governor of one number: keeps its pace, and counts what still has to be written down. */
export class Pacer {
  readonly #now: () => number;
  #number: PacedNumber;
  #pace = freshPace();
  #pausedUntil = 0;
  #unsaved = new Map<number, number>();

  constructor(now: () => number, number: PacedNumber, hours: Record<number, number>) {
    this.#now = now;
    this.#number = number;
    this.#pace = freshPace(hours);
  }

  get profile(): PacingProfileName {
    return this.#number.profile;
  }

  change(number: Partial<PacedNumber>): void {
    this.#number = { ...this.#number, ...number };
  }

  /** Milliseconds until each lane may send. */
  waits(): Record<Lane, number> {
    const now = this.#now();
    const { reply, other } = waits(this.#pace, this.#number, now);
    if (this.#number.profile === "off") return { reply, other };
    return { reply, other: Math.max(other, this.#pausedUntil - now) };
  }

  sent(lane: Lane): void {
    const now = this.#now();
    this.#pace = paceAfter(this.#pace, this.#number, lane, now, Math.random);
    const hour = now - (now % HOUR);
    this.#unsaved.set(hour, (this.#unsaved.get(hour) ?? 0) + 1);
  }

  /** WhatsApp showed a limit: nobody new is written to for a while. */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + milliseconds);
  }

  /** What was sent per hour since the last call. */
  takeUnsaved(): { hour: Date; sent: number }[] {
    const taken = [...this.#unsaved].map(([hour, sent]) => ({ hour: new Date(hour), sent }));
    this.#unsaved.clear();
    return taken;
  }
}
