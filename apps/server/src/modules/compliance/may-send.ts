import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";

export type Purpose = "reply" | "broadcast" | "automation";
export type SendVerdict = { allowed: true } | { allowed: false; reason: "opted_out" };

/**
 * Tells whether a message may go to a person. Who opted out gets no broadcast and nothing automatic; a member of the team
 * may still answer him, because he may ask something after he said STOP.
 */
export async function maySend(ctx: Ctx, request: { contactId: string; purpose: Purpose }): Promise<SendVerdict> {
  if (request.purpose === "reply") return { allowed: true };
  const { rows } = await sql`select from (${optedOutSource(ctx)}) as opted_out
    where contact_id = ${request.contactId}`.execute(ctx.db);
  return rows.length === 0 ? { allowed: true } : { allowed: false, reason: "opted_out" };
}

/** The people who want no messages, to be used inside of another module's statement: rows (contact_id), each once. */
export function optedOutSource(ctx: Ctx): RawBuilder<unknown> {
  return sql`select contact_id from opt_outs where organization_id = ${ctx.organizationId} and withdrawn_at is null`;
}
