/** What can be wrong with a text. The code is the contract; screens translate it. */
export type ProblemCode =
  | "unbalanced_braces"
  | "empty_variable"
  | "invalid_variable"
  | "unknown_variable"
  | "fallback_not_plain"
  | "empty_choice"
  | "single_choice"
  | "too_deep"
  | "too_many_variants"
  | "empty_text"
  | "too_long";

export interface TextProblem {
  code: ProblemCode;
  /** Where it begins in the source, counted as JavaScript strings count. */
  position: number;
  length: number;
  /** The variable's name, the allowed length, and the like. */
  data?: Record<string, string | number>;
}

export type TextNode =
  | { type: "literal"; text: string }
  | { type: "variable"; name: string; fallback: string | undefined; position: number; length: number }
  | { type: "choice"; options: TextNode[][]; counts: number[] };

/** A text taken apart. With problems it can still be shown: what is not understood stands as it was written. */
export interface Parsed {
  source: string;
  nodes: TextNode[];
  problems: TextProblem[];
  /** How many different texts it can become, variables aside; at most Number.MAX_SAFE_INTEGER. */
  variantCount: number;
}
