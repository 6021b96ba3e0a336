import type { Input } from "../../admin/read-input.ts";
import { GraphError, invalidParameter } from "../graph-error.ts";
import { objectAt, textAt } from "./parameters.ts";

/** The text of a parameter, whatever its type. */
export function wordsOfParameter(parameter: Input): string {
  const { type } = parameter;
  if (type === "text") {
    const words = textAt(parameter, "text", 32_768);
    if (/[\n\t]| {5,}/.test(words))
      throw new GraphError(132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces");
    return words;
  }
  if (type === "currency" || type === "date_time") return textAt(objectAt(parameter, type), "fallback_value", 1_000);
  throw invalidParameter(`A parameter of type ${String(type)} does not fit here.`);
}
