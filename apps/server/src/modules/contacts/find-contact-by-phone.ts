import type { Ctx } from "../../kernel/context.ts";

/** Finds the contact with this number (E.164). */
export async function findContactByPhone(ctx: Ctx, phone: string): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom("contact_identities as identity")
    .innerJoin("contacts", (join) =>
      join
        .onRef("contacts.organization_id", "=", "identity.organization_id")
        .onRef("contacts.id", "=", "identity.contact_id"),
    )
    .select("contacts.id")
    .where("identity.organization_id", "=", ctx.organizationId)
    .where("identity.kind", "=", "phone")
    .where("identity.value", "=", phone)
    .where("contacts.removed_at", "is", null)
    .executeTakeFirst();
  return row?.id;
}
