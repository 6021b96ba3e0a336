import { createHash } from "node:crypto";

/** A number in [0, 1) that depends only on its words, so that a seeded network repeats itself whatever the timing. */
export function chanceOf(...words: (string | number)[]): number {
  return createHash("sha256").update(words.join("\0")).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** A whole number between two bounds, both included, drawn like `chanceOf`. */
export function between(range: readonly [number, number], ...words: (string | number)[]): number {
  const [low, high] = range;
  return low + Math.floor(chanceOf(...words) * (Math.max(low, high) - low + 1));
}
