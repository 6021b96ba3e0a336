import type { Parsed } from "./parsed.ts";
import { renderText } from "./render-text.ts";

/** Writes the first variants, in the order of their numbers, for a preview; values fill the variables. */
export function listVariants(
  parsed: Parsed,
  options: { limit: number; values?: Readonly<Record<string, string>> },
): string[] {
  const count = Math.min(parsed.variantCount, Math.max(0, options.limit));
  return Array.from({ length: count }, (_, index) => {
    return renderText(parsed, { values: options.values ?? {}, variant: { index } }).text;
  });
}
