import type { LastLook } from "./queue-batch.ts";

const smallest = 100;
const largest = 5000;
/** The queue holds what the number sends in this time: more would only have to be taken back at a pause. */
const seconds = 3;
/** A number that sends more than this in a second is looked at more often than the sweep comes round. */
const fast = 20;

/** How many messages the queue should hold, from how fast it emptied since the last look. */
export function batchFor(look: { queued: number; last: LastLook | undefined; before: number; at: number }): {
  size: number;
  isFast: boolean;
} {
  const { queued, last, before } = look;
  // The first look knows nothing yet: one more follows at once.
  if (!last) return { size: before, isFast: true };
  const perSecond = Math.max(0, last.backlog - queued) / Math.max(0.001, (look.at - last.at) / 1000);
  // An empty queue says only that the number is at least as fast as that.
  const wanted = queued === 0 && last.backlog > 0 ? Math.max(perSecond * seconds, before * 2) : perSecond * seconds;
  return { size: Math.round(Math.min(largest, Math.max(smallest, wanted))), isFast: perSecond >= fast };
}
