import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { notFound } from "../../kernel/errors.ts";
import { type ContactRow, contactColumns } from "./present-contact.ts";

/** Loads a contact; one that was merged into another leads to that one; absent = another's = 404. */
export async function accessContact(ctx: Ctx, id: string): Promise<ContactRow> {
  return load(ctx, id, sql``);
}

/** The same, locked until the transaction ends. */
export async function accessContactToChange(ctx: Ctx, id: string): Promise<ContactRow> {
  return load(ctx, id, sql`for update of contact`);
}

async function load(ctx: Ctx, id: string, lock: ReturnType<typeof sql>): Promise<ContactRow> {
  const { rows } = await sql<ContactRow>`
    select ${contactColumns(ctx, "contact")} from contacts contact
    where contact.organization_id = ${ctx.organizationId} and contact.removed_at is null and contact.id = coalesce(
      (select merged_into_id from contacts where organization_id = ${ctx.organizationId} and id = ${id}), ${id})
    ${lock}`.execute(ctx.db);
  const contact = rows[0];
  if (!contact) throw notFound();
  return contact;
}
