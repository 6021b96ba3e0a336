import { sql } from "kysely";
import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { accessContact, listConsentSources } from "../contacts/index.ts";

export const consentShape = z.object({
  status: z.enum(["opted_out", "may_be_written_to"]),
  optedOutAt: z.iso.datetime().nullable(),
  history: z.array(
    z.object({
      type: z.enum(["consent", "opted_out", "opted_in"]),
      at: z.iso.datetime(),
      source: z.enum(["import", "message", "member", "api"]),
      reason: z.string().describe("Where the consent comes from, the words the person wrote, or a member's note."),
      messageId: z.uuid().nullable().describe("The message that proves it."),
      importId: z.uuid().nullable(),
      by: z.uuid().nullable().describe("The member who recorded it."),
    }),
  ),
});
export type Consent = z.infer<typeof consentShape>;

/** Everything known of a person's consent, newest first. */
export async function readConsent(ctx: Ctx, id: string): Promise<Consent> {
  const contact = await accessContact(ctx, id);
  const imports = await listConsentSources(ctx, contact.id);
  const wishes = await readWishes(ctx, contact.id);
  const history = [
    ...wishes,
    ...imports.map((one) => ({
      type: "consent" as const,
      at: one.at.toISOString(),
      source: "import" as const,
      reason: one.source,
      messageId: null,
      importId: one.importId,
      by: one.by,
    })),
  ].sort((one, other) => other.at.localeCompare(one.at));
  return {
    status: contact.opted_out_at ? "opted_out" : "may_be_written_to",
    optedOutAt: contact.opted_out_at?.toISOString() ?? null,
    history,
  };
}

async function readWishes(ctx: Ctx, contactId: string): Promise<Consent["history"]> {
  const { rows } = await sql<{
    type: "opted_out" | "opted_in";
    at: Date;
    source: "message" | "member" | "api";
    reason: string;
    message_id: string | null;
    by: string | null;
  }>`select 'opted_out' as type, at, source, reason, message_id, recorded_by as by from opt_outs
      where organization_id = ${ctx.organizationId} and contact_id = ${contactId}
    union all
    select 'opted_in', withdrawn_at, withdrawn_source, coalesce(withdrawn_reason, ''), withdrawn_message_id, withdrawn_by
    from opt_outs where organization_id = ${ctx.organizationId} and contact_id = ${contactId}
      and withdrawn_at is not null`.execute(ctx.db);
  return rows.map(({ at, message_id, ...row }) => ({
    ...row,
    at: at.toISOString(),
    messageId: message_id,
    importId: null,
  }));
}
