import { limited } from "./errors.ts";

export interface Limit {
  count: number;
  seconds: number;
}

/** Counts calls per key in fixed windows, in this process; `factor` multiplies every limit. */
export function createLimiter(factor = 1) {
  const windows = new Map<string, { endsAt: number; count: number }>();
  return {
    /** Counts one call; throws limited with `retryAfter` (seconds) when there were too many. */
    take(key: string, limit: Limit): void {
      const now = Date.now();
      let window = windows.get(key);
      if (!window || window.endsAt <= now) {
        if (windows.size > 50_000) forgetEnded(windows, now);
        window = { endsAt: now + limit.seconds * 1000, count: 0 };
        windows.set(key, window);
      }
      window.count += 1;
      if (window.count > limit.count * factor) {
        throw limited("too_many_requests", { retryAfter: Math.ceil((window.endsAt - now) / 1000) });
      }
    },
  };
}

export type Limiter = ReturnType<typeof createLimiter>;

function forgetEnded(windows: Map<string, { endsAt: number }>, now: number): void {
  for (const [key, window] of windows) if (window.endsAt <= now) windows.delete(key);
}
