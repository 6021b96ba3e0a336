import type { Parsed, TextNode } from "./parsed.ts";

/** Tells how many different texts a parsed text can become, variables aside. */
export function countVariants(parsed: Parsed): number {
  return parsed.variantCount;
}

/** Multiplies the choices of a sequence; numbers beyond what JavaScript counts exactly stay at its limit. */
export function countSequence(nodes: readonly TextNode[]): number {
  let count = 1;
  for (const node of nodes) {
    if (node.type === "choice") count = atMostSafe(count * sum(node.counts));
  }
  return count;
}

function sum(counts: readonly number[]): number {
  return atMostSafe(counts.reduce((total, count) => total + count, 0));
}

function atMostSafe(count: number): number {
  return Math.min(count, Number.MAX_SAFE_INTEGER);
}
