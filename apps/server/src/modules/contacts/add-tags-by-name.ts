import type pg from "pg";
import { conflict } from "../../kernel/errors.ts";
import type { Person } from "./read-people.ts";
import { mostTags } from "./tags.ts";
import type { Writing } from "./write-people.ts";

/** Finds the tags that the rows name and makes those that are new; returns their ids by name in lower case. */
export async function addTagsByName(
  client: pg.PoolClient,
  writing: Pick<Writing, "organizationId" | "now" | "by">,
  people: Person[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const person of people) for (const tag of person.tags) names.set(tag.toLowerCase(), tag);
  if (names.size === 0) return new Map();
  await client.query(
    `insert into tags (organization_id, name, color, created_at, created_by)
     select $1, name, 'gray', $3, $4 from unnest($2::text[]) as name order by lower(name) on conflict do nothing`,
    [writing.organizationId, [...names.values()], writing.now, writing.by],
  );
  const { rows } = await client.query<{ id: string; name: string }>(
    "select id, lower(name) as name from tags where organization_id = $1",
    [writing.organizationId],
  );
  if (rows.length > mostTags) throw conflict("too_many_tags", { most: mostTags });
  return new Map(rows.filter((row) => names.has(row.name)).map((row) => [row.name, row.id]));
}
