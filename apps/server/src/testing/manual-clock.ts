import type { Clock } from "../kernel/clock.ts";

/** A clock that runs on from a given moment and can be moved ahead. */
export interface ManualClock extends Clock {
  advance(milliseconds: number): void;
  set(moment: Date): void;
}

/** Makes a clock that starts at the given moment (default: the real present) and runs with real time. */
export function createManualClock(start: Date = new Date()): ManualClock {
  let offset = start.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    advance(milliseconds) {
      offset += milliseconds;
    },
    set(moment) {
      offset = moment.getTime() - Date.now();
    },
  };
}
