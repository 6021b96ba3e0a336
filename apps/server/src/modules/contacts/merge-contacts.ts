import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { contactMerged } from "./events.ts";

/**
 * Makes two contacts one person: identities, tags and memberships move to the one that is kept, whose blanks are filled.
 * The other stays as a link to it, with what it held, so that a merge can be taken back.
 */
export async function mergeContacts(ctx: Ctx, who: { keptId: string; mergedId: string }): Promise<void> {
  const { organizationId } = ctx;
  const { keptId, mergedId } = who;
  // In the order of their ids, so that two merges of the same people wait for each other and never deadlock.
  await sql`select from contacts where organization_id = ${organizationId} and id in (${keptId}, ${mergedId})
    order by id for update`.execute(ctx.db);
  await sql`update contact_identities set contact_id = ${keptId}
    where organization_id = ${organizationId} and contact_id = ${mergedId}`.execute(ctx.db);
  await sql`insert into contact_tags (organization_id, tag_id, contact_id, tagged_at, tagged_by)
    select organization_id, tag_id, ${keptId}::uuid, tagged_at, tagged_by from contact_tags
    where organization_id = ${organizationId} and contact_id = ${mergedId} on conflict do nothing`.execute(ctx.db);
  await sql`insert into import_contacts (organization_id, import_id, contact_id)
    select organization_id, import_id, ${keptId}::uuid from import_contacts
    where organization_id = ${organizationId} and contact_id = ${mergedId}
      and import_id in (select id from imports where organization_id = ${organizationId}) on conflict do nothing`.execute(
    ctx.db,
  );
  await sql`update contacts kept set fields = merged.fields || kept.fields, updated_at = ${ctx.now()},
      name = case when kept.name = '' then merged.name else kept.name end, phone = coalesce(kept.phone, merged.phone),
      zone = coalesce(kept.zone, merged.zone), language = coalesce(kept.language, merged.language),
      opted_out_at = coalesce(kept.opted_out_at, merged.opted_out_at)
    from contacts merged where kept.organization_id = ${organizationId} and kept.id = ${keptId}
      and merged.organization_id = ${organizationId} and merged.id = ${mergedId}`.execute(ctx.db);
  await sql`update contacts set removed_at = ${ctx.now()}, merged_into_id = ${keptId}
    where organization_id = ${organizationId} and (id = ${mergedId} or merged_into_id = ${mergedId})`.execute(ctx.db);
  await ctx.publish(contactMerged, { contactId: keptId, mergedContactId: mergedId });
}
