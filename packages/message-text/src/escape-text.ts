/** Makes any text stand for itself inside a message text. */
export function escapeText(text: string): string {
  return text.replace(/[\\{}|]/g, "\\$&");
}

/** Undoes the escapes of a piece of source. */
export function unescapeText(source: string): string {
  return source.replace(/\\([\\{}|])/g, "$1");
}
