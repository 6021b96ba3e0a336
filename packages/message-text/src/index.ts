export { checkText, type TextCheck } from "./check-text.ts";
export { countVariants } from "./count-variants.ts";
export { escapeText } from "./escape-text.ts";
export { listVariants } from "./list-variants.ts";
export { parseText } from "./parse-text.ts";
export type { Parsed, ProblemCode, TextNode, TextProblem } from "./parsed.ts";
export { type Rendered, renderText, type VariantChoice } from "./render-text.ts";
