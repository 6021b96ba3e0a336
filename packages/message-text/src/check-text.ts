import { parseText } from "./parse-text.ts";
import type { TextNode, TextProblem } from "./parsed.ts";

export interface TextCheck {
  /** Empty means that the text may be sent. In the order of their position. */
  problems: TextProblem[];
  /** Names of the variables in use, each once, in the order of their first use. */
  variables: string[];
  variantCount: number;
  /** Length of the longest variant; a variable counts as its fallback or the assumed length, whichever is longer. */
  longest: number;
  /** Length of the shortest variant; a variable counts as its fallback, or nothing. */
  shortest: number;
}

const assumedValueLength = 24;

/** Finds everything that can be wrong with a text before anybody gets it. */
export function checkText(
  source: string,
  options: { knownVariables: Iterable<string>; maximumLength: number; assumedValueLength?: number },
): TextCheck {
  const parsed = parseText(source);
  const problems = [...parsed.problems];
  const known = new Set([...options.knownVariables].map((name) => name.toLowerCase()));
  const variables = listVariables(parsed.nodes);
  for (const variable of variables) {
    const isReported = problems.some((problem) => problem.position === variable.position);
    if (!isReported && !known.has(variable.name))
      problems.push({
        code: "unknown_variable",
        position: variable.position,
        length: variable.length,
        data: { name: variable.name },
      });
  }
  const [shortest, longest] = measure(parsed.nodes, options.assumedValueLength ?? assumedValueLength);
  const whole = { position: 0, length: source.length };
  if (source.trim() === "") problems.push({ code: "empty_text", ...whole });
  if (longest > options.maximumLength)
    problems.push({ code: "too_long", ...whole, data: { longest, maximum: options.maximumLength } });
  if (parsed.variantCount === Number.MAX_SAFE_INTEGER) problems.push({ code: "too_many_variants", ...whole });
  problems.sort((one, other) => one.position - other.position);
  return {
    problems,
    variables: [...new Set(variables.map((variable) => variable.name))],
    variantCount: parsed.variantCount,
    longest,
    shortest,
  };
}

function listVariables(nodes: readonly TextNode[]): Extract<TextNode, { type: "variable" }>[] {
  return nodes.flatMap((node) => {
    if (node.type === "variable") return [node];
    return node.type === "choice" ? node.options.flatMap(listVariables) : [];
  });
}

function measure(nodes: readonly TextNode[], valueLength: number): [shortest: number, longest: number] {
  let shortest = 0;
  let longest = 0;
  for (const node of nodes) {
    if (node.type === "literal") {
      shortest += node.text.length;
      longest += node.text.length;
    } else if (node.type === "variable") {
      shortest += node.fallback?.length ?? 0;
      longest += Math.max(node.fallback?.length ?? 0, valueLength);
    } else {
      const options = node.options.map((option) => measure(option, valueLength));
      shortest += Math.min(...options.map((option) => option[0]));
      longest += Math.max(...options.map((option) => option[1]));
    }
  }
  return [shortest, longest];
}
