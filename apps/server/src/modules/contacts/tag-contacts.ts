import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { contactUpdated } from "./events.ts";
import { type ContactRow, contactColumns, presentContact } from "./present-contact.ts";
import { requireTags } from "./tags.ts";

/** Puts tags on people; who carries one already keeps it. Returns how many people changed; strangers' ids change nobody. */
export async function tagContacts(ctx: Ctx, request: { contactIds: string[]; tagIds: string[] }): Promise<number> {
  await requireTags(ctx, request.tagIds);
  const { rows } = await sql<{ contact_id: string }>`
    insert into contact_tags (organization_id, tag_id, contact_id, tagged_at, tagged_by)
    select ${ctx.organizationId}::uuid, tag_id, contacts.id, ${ctx.now()}::timestamptz, ${userIdOf(ctx.actor)}::uuid
    from contacts, unnest(${request.tagIds}::uuid[]) as tag_id
    where contacts.organization_id = ${ctx.organizationId} and removed_at is null
      and contacts.id = any(${request.contactIds}::uuid[])
    order by tag_id, contacts.id
    on conflict do nothing returning contact_id`.execute(ctx.db);
  return announce(
    ctx,
    rows.map((row) => row.contact_id),
  );
}

/** Takes tags off people. Returns how many people changed. */
export async function untagContacts(ctx: Ctx, request: { contactIds: string[]; tagIds: string[] }): Promise<number> {
  const { rows } = await sql<{ contact_id: string }>`
    delete from contact_tags where organization_id = ${ctx.organizationId}
      and tag_id = any(${request.tagIds}::uuid[]) and contact_id = any(${request.contactIds}::uuid[])
    returning contact_id`.execute(ctx.db);
  return announce(
    ctx,
    rows.map((row) => row.contact_id),
  );
}

async function announce(ctx: Ctx, changed: string[]): Promise<number> {
  const ids = [...new Set(changed)];
  if (ids.length === 0) return 0;
  const { rows } = await sql<ContactRow>`select ${contactColumns(ctx, "contact")} from contacts contact
    where contact.organization_id = ${ctx.organizationId} and contact.id = any(${ids}::uuid[])`.execute(ctx.db);
  await ctx.publishMany(
    contactUpdated,
    rows.map((row) => ({ contact: presentContact(row) })),
  );
  return ids.length;
}
