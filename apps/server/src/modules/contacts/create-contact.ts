import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { conflict, invalid } from "../../kernel/errors.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { accessContact } from "./access-contact.ts";
import { requireFields } from "./contact-fields.ts";
import { contactCreated, type PresentedContact } from "./events.ts";
import { findContactByPhone } from "./find-contact-by-phone.ts";
import { normalizePhone } from "./normalize-phone.ts";
import { presentContact } from "./present-contact.ts";
import { reviveContact } from "./revive-contact.ts";
import type { NewContact } from "./schema.ts";
import { tagContacts } from "./tag-contacts.ts";

/** Adds a person. A number that somebody has already is refused with that person's id. */
export async function createContact(ctx: Ctx, input: NewContact): Promise<PresentedContact> {
  const phone = readPhone(input.phone, input.country);
  if (!phone && !input.name) throw invalid("contact_without_name_and_phone");
  const fields = withoutBlanks(input.fields);
  await requireFields(ctx, Object.keys(input.fields));
  const id = await insert(ctx, { ...input, phone, fields });
  if (input.tagIds.length > 0) await tagContacts(ctx, { contactIds: [id], tagIds: input.tagIds });
  const contact = presentContact(await accessContact(ctx, id));
  await ctx.publish(contactCreated, { contact });
  return contact;
}

/** Reads a number as a member typed it, or refuses it with the reason. */
export function readPhone(text: string | null | undefined, country: string): string | null {
  if (!text?.trim()) return null;
  const { phone, problem } = normalizePhone(text, country);
  if (!phone) throw invalid(problem ?? "phone_invalid");
  return phone;
}

/** Values that say something; an empty one is no value. */
export function withoutBlanks(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ""));
}

async function insert(
  ctx: Ctx,
  input: Omit<NewContact, "phone"> & { phone: string | null; fields: Record<string, string> },
): Promise<string> {
  const values = {
    name: input.name,
    phone: input.phone,
    fields: JSON.stringify(input.fields),
    zone: input.zone ?? null,
    language: input.language ?? null,
  };
  const { rows } = await sql<{ id: string }>`
    with made as (select uuidv7() as id),
    claimed as (
      insert into contact_identities (organization_id, kind, value, contact_id)
      select ${ctx.organizationId}::uuid, 'phone', ${input.phone}::text, id from made where ${input.phone}::text is not null
      on conflict do nothing returning contact_id
    )
    insert into contacts (organization_id, id, name, phone, fields, zone, language, source, created_at, created_by, updated_at)
    select ${ctx.organizationId}::uuid, id, ${values.name}, ${values.phone}, ${values.fields}::jsonb, ${values.zone},
      ${values.language}, ${ctx.actor.kind === "apiKey" ? "api" : "member"}, ${ctx.now()}::timestamptz,
      ${userIdOf(ctx.actor)}::uuid, ${ctx.now()}::timestamptz
    from made where ${input.phone}::text is null or exists (select from claimed)
    returning id`.execute(ctx.db);
  const made = rows[0];
  if (made) return made.id;
  const phone = input.phone ?? "";
  const known = await findContactByPhone(ctx, phone);
  if (known) throw conflict("contact_exists", { contactId: known });
  const revived = await reviveContact(ctx, phone, values);
  // Somebody else made the same contact and it is gone again: the caller may simply try once more.
  if (!revived) throw conflict("contact_exists");
  return revived;
}
