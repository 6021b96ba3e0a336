import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { notFound } from "../../kernel/errors.ts";
import type { Audience } from "./schema.ts";

/**
 * The people of an audience, to be used inside of another module's statement: rows (contact_id, jid, phone, name, zone,
 * fields). `jid` is null for somebody without an address on WhatsApp. Only this folder names the tables behind it.
 */
export function audienceSource(ctx: Ctx, audience: Audience): RawBuilder<unknown> {
  const { organizationId } = ctx;
  // The hidden id is looked up only for the few who have no number.
  return sql`select contact.id as contact_id, coalesce(substr(contact.phone, 2) || '@s.whatsapp.net',
      (select value || '@lid' from contact_identities where organization_id = ${organizationId}
        and contact_id = contact.id and kind = 'lid' limit 1)) as jid,
      contact.phone, contact.name, contact.zone, contact.fields
    from contacts contact ${membership(organizationId, audience)}
    where contact.organization_id = ${organizationId} and contact.removed_at is null`;
}

function membership(organizationId: string, audience: Audience): RawBuilder<unknown> {
  if (audience.type === "tag")
    return sql`join contact_tags tagging on tagging.organization_id = ${organizationId}
      and tagging.tag_id = ${audience.tagId} and tagging.contact_id = contact.id`;
  if (audience.type === "import")
    return sql`join import_contacts member on member.organization_id = ${organizationId}
      and member.import_id = ${audience.importId} and member.contact_id = contact.id`;
  return sql``;
}

/** Refuses an audience whose tag or import is not the organization's own. */
export async function requireAudience(ctx: Ctx, audience: Audience): Promise<void> {
  if (audience.type === "all") return;
  const [table, id] = audience.type === "tag" ? ["tags", audience.tagId] : ["imports", audience.importId];
  const { rows } = await sql`select from ${sql.table(table)}
    where organization_id = ${ctx.organizationId} and id = ${id}`.execute(ctx.db);
  if (rows.length === 0) throw notFound("audience_not_found");
}

/** Counts the people of an audience. */
export async function countAudience(ctx: Ctx, audience: Audience): Promise<number> {
  await requireAudience(ctx, audience);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from contacts contact ${membership(ctx.organizationId, audience)}
    where contact.organization_id = ${ctx.organizationId} and contact.removed_at is null`.execute(ctx.db);
  return rows[0]?.count ?? 0;
}
