import { invalid } from "./errors.ts";

/**
 * Refuses input with text that PostgreSQL can't keep: a NUL, or half of a character (a surrogate alone, as a text cut in
 * the middle of an emoji has). It walks without recursion, since a body may be a million arrays deep.
 */
export function requireStorableText(input: unknown): void {
  const waiting: { path: string; value: unknown }[] = [{ path: "", value: input }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, value } = next;
    if (typeof value === "string") requireStorable(path, value);
    else if (typeof value === "object" && value !== null)
      for (const [key, part] of Object.entries(value)) {
        requireStorable(path, key);
        // A path that grew with every level would make a deep body cost its square.
        waiting.push({ path: path.length < 200 ? `${path}/${key}` : path, value: part });
      }
  }
}

function requireStorable(path: string, text: string): void {
  if (text.includes("\0") || !text.isWellFormed())
    throw invalid("invalid_input", {
      fields: [{ path: path === "" ? "/" : path, message: "holds a character that can't be kept" }],
    });
}
