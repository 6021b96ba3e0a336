import type { Network } from "../../network/network.ts";

const PAIR_BURST = 45;
const PAIR_EVERY = 6_000;
const MOST_PAIRS = 100_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** How fast numbers write, in simulated time; kept in memory, so a restart forgives. */
export class RateLimits {
  private readonly network: Network;
  private readonly pairs = new Map<string, Bucket>();
  private readonly seconds = new Map<string, { second: number; count: number }>();

  constructor(network: Network) {
    this.network = network;
  }

  /** One message from a number to one person: one in six seconds, after a burst of 45 borrowed from later. */
  takePair(numberId: string, to: string): boolean {
    const now = this.network.clock.now();
    const key = `${numberId}>${to}`;
    const bucket = this.pairs.get(key) ?? { tokens: PAIR_BURST, at: now };
    const refilled = Math.min(PAIR_BURST, bucket.tokens + Math.max(0, now - bucket.at) / PAIR_EVERY);
    if (refilled < 1) return false;
    this.pairs.delete(key);
    this.pairs.set(key, { tokens: refilled - 1, at: now });
    const oldest = this.pairs.size > MOST_PAIRS ? this.pairs.keys().next().value : undefined;
    if (oldest !== undefined) this.pairs.delete(oldest);
    return true;
  }

  /** One message of a number, in or out, within its messages a second. */
  takeThroughput(numberId: string, perSecond: number): boolean {
    const second = Math.floor(this.network.clock.now() / 1000);
    const current = this.seconds.get(numberId);
    const count = current?.second === second ? current.count : 0;
    if (count >= perSecond) return false;
    this.seconds.set(numberId, { second, count: count + 1 });
    return true;
  }

  /** Forgets everything. */
  clear(): void {
    this.pairs.clear();
    this.seconds.clear();
  }
}

/** Messages a second, in and out together. */
export const PER_SECOND = { STANDARD: 80, HIGH: 1_000, COEXISTENCE: 20 } as const;
