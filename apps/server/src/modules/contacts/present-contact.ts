import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import type { Contacts } from "../../kernel/schema.ts";
import type { PresentedContact } from "./events.ts";

/** A row of contacts with its tags, as `contactColumns` selects it. */
export interface ContactRow
  extends Pick<Selectable<Contacts>, "id" | "name" | "phone" | "zone" | "language" | "opted_out_at" | "created_at"> {
  fields: Record<string, string>;
  tags: PresentedContact["tags"];
}

/** Columns of a contact for `presentContact`; `table` is the name or alias it is selected from. */
export function contactColumns(ctx: Ctx, table: string): RawBuilder<unknown> {
  const of = (column: string) => sql.ref(`${table}.${column}`);
  const columns = ["id", "name", "phone", "fields", "zone", "language", "opted_out_at", "created_at"].map(of);
  return sql`${sql.join(columns)}, coalesce((
    select jsonb_agg(jsonb_build_object('id', tag.id, 'name', tag.name, 'color', tag.color) order by lower(tag.name))
    from contact_tags tagging join tags tag on tag.organization_id = tagging.organization_id and tag.id = tagging.tag_id
    where tagging.organization_id = ${ctx.organizationId} and tagging.contact_id = ${of("id")}), '[]') as tags`;
}

/** Brings a row to the shape of the API. */
export function presentContact(row: ContactRow): PresentedContact {
  return {
    id: row.id,
    name: row.name,
    phone: row.phone,
    tags: row.tags,
    fields: row.fields,
    zone: row.zone,
    language: row.language,
    optedOutAt: row.opted_out_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
