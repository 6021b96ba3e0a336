import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { conflict } from "../../kernel/errors.ts";
import { accessContact, accessContactToChange } from "./access-contact.ts";
import { requireFields } from "./contact-fields.ts";
import { readPhone, withoutBlanks } from "./create-contact.ts";
import { contactUpdated, type PresentedContact } from "./events.ts";
import { findContactByPhone } from "./find-contact-by-phone.ts";
import { presentContact } from "./present-contact.ts";
import type { ContactChange } from "./schema.ts";

/** Changes what is given and leaves the rest. */
export async function updateContact(ctx: Ctx, id: string, change: ContactChange): Promise<PresentedContact> {
  const before = await accessContactToChange(ctx, id);
  if (change.fields) await requireFields(ctx, Object.keys(withoutBlanks(change.fields)));
  const phone = change.phone === undefined ? before.phone : readPhone(change.phone, change.country);
  if (phone !== before.phone) await changePhone(ctx, before.id, before.phone, phone);
  const fields = withoutBlanks({ ...before.fields, ...change.fields });
  await sql`update contacts set name = ${change.name ?? before.name}, phone = ${phone},
      fields = ${JSON.stringify(fields)}::jsonb, updated_at = ${ctx.now()},
      zone = ${change.zone === undefined ? before.zone : change.zone},
      language = ${change.language === undefined ? before.language : change.language}
    where organization_id = ${ctx.organizationId} and id = ${before.id}`.execute(ctx.db);
  const contact = presentContact(await accessContact(ctx, before.id));
  await ctx.publish(contactUpdated, { contact });
  return contact;
}

async function changePhone(ctx: Ctx, id: string, before: string | null, after: string | null): Promise<void> {
  if (before) {
    await ctx.db
      .deleteFrom("contact_identities")
      .where("organization_id", "=", ctx.organizationId)
      .where("kind", "=", "phone")
      .where("value", "=", before)
      .execute();
  }
  if (!after) return;
  const claimed = await ctx.db
    .insertInto("contact_identities")
    .values({ organization_id: ctx.organizationId, kind: "phone", value: after, contact_id: id })
    .onConflict((on) => on.doNothing())
    .returning("contact_id")
    .executeTakeFirst();
  if (!claimed) throw conflict("contact_exists", { contactId: await findContactByPhone(ctx, after) });
}
