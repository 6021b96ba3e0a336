import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { accessContactToChange } from "./access-contact.ts";
import { contactDeleted } from "./events.ts";

/**
 * Deletes a person with tags and values. Of somebody who opted out the bare number stays, hidden, so that the next import
 * does not write to him again.
 */
export async function deleteContact(ctx: Ctx, id: string): Promise<void> {
  const contact = await accessContactToChange(ctx, id);
  const isErased = contact.opted_out_at === null;
  await sql`delete from import_contacts where organization_id = ${ctx.organizationId} and contact_id = ${contact.id}
    and import_id in (select id from imports where organization_id = ${ctx.organizationId})`.execute(ctx.db);
  if (isErased) {
    await sql`delete from contacts where organization_id = ${ctx.organizationId}
      and (id = ${contact.id} or merged_into_id = ${contact.id})`.execute(ctx.db);
  } else {
    await sql`delete from contact_tags where organization_id = ${ctx.organizationId} and contact_id = ${contact.id}`.execute(
      ctx.db,
    );
    await sql`update contacts set name = '', phone = null, fields = '{}', zone = null, language = null,
        removed_at = ${ctx.now()}, removed_by = ${userIdOf(ctx.actor)}, updated_at = ${ctx.now()}
      where organization_id = ${ctx.organizationId} and id = ${contact.id}`.execute(ctx.db);
  }
  await ctx.publish(contactDeleted, { contactId: contact.id, isErased });
}
