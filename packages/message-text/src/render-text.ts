import type { Parsed, TextNode } from "./parsed.ts";
import { pickVariant } from "./pick-variant.ts";

/** Which variant to write: a person's own (the same seed always gets the same), or one by its number. */
export type VariantChoice = { seed: string } | { index: number };

export interface Rendered {
  text: string;
  /** The number of the variant, from 0, for results by variant. */
  variant: number;
  /** Variables that had neither a value nor a fallback; they were left out of the text. */
  missing: string[];
}

/** Writes the text for one person. A value that is absent or blank gives way to the fallback. Always the same answer. */
export function renderText(
  parsed: Parsed,
  options: { values: Readonly<Record<string, string | null | undefined>>; variant: VariantChoice },
): Rendered {
  const variant =
    "seed" in options.variant
      ? pickVariant(options.variant.seed, parsed.variantCount)
      : Math.min(Math.max(0, Math.trunc(options.variant.index) || 0), parsed.variantCount - 1);
  const writing = { values: options.values, missing: [] as string[], rest: variant };
  const text = write(parsed.nodes, writing);
  return { text, variant, missing: [...new Set(writing.missing)] };
}

interface Writing {
  values: Readonly<Record<string, string | null | undefined>>;
  missing: string[];
  /** What is left of the variant's number: each choice takes its digit, the last choice the lowest. */
  rest: number;
}

function write(nodes: readonly TextNode[], writing: Writing): string {
  let text = "";
  for (const node of nodes) {
    if (node.type === "literal") text += node.text;
    else if (node.type === "variable") text += readValue(node, writing);
    else text += writeChoice(node, writing);
  }
  return text;
}

function readValue(node: Extract<TextNode, { type: "variable" }>, writing: Writing): string {
  const value = Object.hasOwn(writing.values, node.name) ? writing.values[node.name] : undefined;
  if (value?.trim()) return value;
  if (node.fallback === undefined) writing.missing.push(node.name);
  return node.fallback ?? "";
}

function writeChoice(node: Extract<TextNode, { type: "choice" }>, writing: Writing): string {
  const total = Math.min(
    node.counts.reduce((sum, count) => sum + count, 0),
    Number.MAX_SAFE_INTEGER,
  );
  let digit = writing.rest % total;
  const outer = Math.floor(writing.rest / total);
  for (const [index, option] of node.options.entries()) {
    const count = node.counts[index] ?? 1;
    if (digit < count) {
      writing.rest = digit;
      const text = write(option, writing);
      writing.rest = outer;
      return text;
    }
    digit -= count;
  }
  return "";
}
