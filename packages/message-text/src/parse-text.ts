import { countSequence } from "./count-variants.ts";
import { unescapeText } from "./escape-text.ts";
import { isEscapable, matchBraces } from "./match-braces.ts";
import type { Parsed, ProblemCode, TextNode, TextProblem } from "./parsed.ts";

const deepest = 20;
const variableName = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)?$/i;

/**
 * Takes a message text apart: `{{name|fallback}}`, `{one|other}` and the escapes `\{ \| \} \\`. It never throws;
 * everything it does not understand is listed as a problem and stands in the text as written.
 */
export function parseText(source: string): Parsed {
  const { pairs, unmatched } = matchBraces(source);
  const problems: TextProblem[] = unmatched.map((position) => ({ code: "unbalanced_braces", position, length: 1 }));
  const reading = { source, pairs, problems };
  const nodes = readSequence(reading, 0, source.length, 0);
  problems.sort((one, other) => one.position - other.position);
  return { source, nodes, problems, variantCount: countSequence(nodes) };
}

interface Reading {
  source: string;
  pairs: Map<number, number>;
  problems: TextProblem[];
}

function readSequence(reading: Reading, start: number, end: number, depth: number): TextNode[] {
  const nodes: TextNode[] = [];
  let literalStart = start;
  let position = start;
  const endLiteral = () => {
    if (position > literalStart)
      nodes.push({ type: "literal", text: unescapeText(reading.source.slice(literalStart, position)) });
  };
  while (position < end) {
    const close = reading.source[position] === "{" ? reading.pairs.get(position) : undefined;
    if (close === undefined) {
      position += isEscapeAt(reading.source, position) ? 2 : 1;
      continue;
    }
    endLiteral();
    const node = readBraces(reading, position, close, depth);
    nodes.push(node);
    position = close + 1;
    literalStart = position;
  }
  position = end;
  endLiteral();
  return nodes;
}

/** Braces that open and close as a pair of pairs are a variable, so `{{a|b} c|d}` is a choice with a choice inside. */
function readBraces(reading: Reading, open: number, close: number, depth: number): TextNode {
  const isDouble = reading.source[open + 1] === "{" && reading.pairs.get(open + 1) === close - 1;
  if (isDouble && reading.source[open + 2] !== "{") return readVariable(reading, open, close);
  if (depth < deepest) return readChoice(reading, open, close, depth);
  report(reading, "too_deep", open, close);
  return { type: "literal", text: reading.source.slice(open, close + 1) };
}

function readVariable(reading: Reading, open: number, close: number): TextNode {
  const inside = reading.source.slice(open + 2, close - 1);
  const bar = inside.indexOf("|");
  const name = (bar === -1 ? inside : inside.slice(0, bar)).trim();
  const fallback = bar === -1 ? undefined : inside.slice(bar + 1).trim();
  if (name === "") report(reading, "empty_variable", open, close);
  else if (!variableName.test(name)) report(reading, "invalid_variable", open, close, { name });
  if (fallback !== undefined && /(?<!\\)(\\\\)*[{}]/.test(fallback)) report(reading, "fallback_not_plain", open, close);
  return {
    type: "variable",
    name: name.toLowerCase(),
    fallback: fallback === undefined ? undefined : unescapeText(fallback),
    position: open,
    length: close + 1 - open,
  };
}

function readChoice(reading: Reading, open: number, close: number, depth: number): TextNode {
  const bars = findBars(reading, open, close);
  const edges = [open, ...bars, close];
  const options: TextNode[][] = [];
  for (const [index, bar] of [...bars, close].entries())
    options.push(readSequence(reading, (edges[index] ?? open) + 1, bar, depth + 1));
  if (options.some((option) => option.length === 0)) report(reading, "empty_choice", open, close);
  else if (options.length === 1) report(reading, "single_choice", open, close);
  return { type: "choice", options, counts: options.map(countSequence) };
}

/** Finds the bars between the options of one choice, passing over braces inside and over escapes. */
function findBars(reading: Reading, open: number, close: number): number[] {
  const bars: number[] = [];
  for (let position = open + 1; position < close; position += 1) {
    if (isEscapeAt(reading.source, position)) position += 1;
    else if (reading.source[position] === "|") bars.push(position);
    else if (reading.source[position] === "{") position = reading.pairs.get(position) ?? position;
  }
  return bars;
}

function isEscapeAt(source: string, position: number): boolean {
  return source[position] === "\\" && isEscapable(source[position + 1]);
}

function report(reading: Reading, code: ProblemCode, open: number, close: number, data?: Record<string, string>) {
  reading.problems.push({ code, position: open, length: close + 1 - open, ...(data ? { data } : {}) });
}
