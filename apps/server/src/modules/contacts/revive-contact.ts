import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";

/** Brings back somebody who was deleted after an opt-out; the opt-out stays. Returns his id, or undefined. */
export async function reviveContact(
  ctx: Ctx,
  phone: string,
  values: { name: string; fields: string; zone: string | null; language: string | null },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    update contacts set removed_at = null, removed_by = null, phone = ${phone}, name = ${values.name},
      fields = ${values.fields}::jsonb, zone = ${values.zone}, language = ${values.language}, updated_at = ${ctx.now()}
    from contact_identities identity
    where identity.organization_id = ${ctx.organizationId} and identity.kind = 'phone' and identity.value = ${phone}
      and contacts.organization_id = ${ctx.organizationId} and contacts.id = identity.contact_id
      and contacts.removed_at is not null and contacts.merged_into_id is null
    returning contacts.id`.execute(ctx.db);
  return rows[0]?.id;
}
