const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * How long to wait before the next try to connect: doubling up to a minute, spread over half to all of it, so that many
 * numbers that lost their line together do not come back together.
 */
export function backOff(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return full / 2 + (random() * full) / 2;
}
