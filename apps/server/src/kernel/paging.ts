import { z } from "zod";
import { invalid } from "./errors.ts";
import { requireStorableText } from "./require-storable-text.ts";

/** Query of a list: `cursor` is opaque and comes from the `nextCursor` of the page before. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** Answer of a list; `nextCursor` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Packs the sort key of the last row into an opaque cursor. */
export function writeCursor(key: (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** Unpacks a cursor, checked against the shape of the sort key; a changed one is refused. */
export function readCursor<Key>(cursor: string | undefined, shape: z.ZodType<Key>): Key | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    requireStorableText(key);
    // JavaScript has a year 0 and PostgreSQL has not.
    if (Array.isArray(key) && key.some((part) => typeof part === "string" && part.startsWith("0000-")))
      throw invalid("invalid_cursor");
    return shape.parse(key);
  } catch {
    throw invalid("invalid_cursor");
  }
}

/** Cuts the page out of `limit + 1` rows, so that the last page is known without a count. */
export function cutPage<Row, Item>(
  rows: Row[],
  limit: number,
  key: (row: Row) => (string | number | null)[],
  present: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(present), nextCursor: rows.length > limit && last ? writeCursor(key(last)) : null };
}
