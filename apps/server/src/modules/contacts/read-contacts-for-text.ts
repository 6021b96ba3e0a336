import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";

export interface ContactForText {
  name: string;
  phone: string | null;
  fields: Record<string, string>;
}

/** Reads what message texts may use of people; a merged contact gives what the kept one has; deleted ones are absent. */
export async function readContactsForText(ctx: Ctx, contactIds: string[]): Promise<Map<string, ContactForText>> {
  if (contactIds.length === 0) return new Map();
  const { rows } = await sql<ContactForText & { id: string }>`
    select asked.id, contact.name, contact.phone, contact.fields
    from contacts asked
    join contacts contact on contact.organization_id = asked.organization_id
      and contact.id = coalesce(asked.merged_into_id, asked.id) and contact.removed_at is null
    where asked.organization_id = ${ctx.organizationId} and asked.id = any(${contactIds}::uuid[])`.execute(ctx.db);
  return new Map(rows.map(({ id, ...contact }) => [id, contact]));
}
