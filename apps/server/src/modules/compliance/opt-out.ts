import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { showOptOut } from "../contacts/index.ts";
import { contactOptedIn, contactOptedOut } from "./events.ts";

/** Why, and with which proof. */
export interface Wish {
  contactId: string;
  reason: string;
  /** Set when the person said it himself. */
  messageId?: string | null;
  source: "message" | "member" | "api";
  at: Date;
}

/** Records that a person wants no more messages; true when that is new. */
export async function recordOptOut(ctx: Ctx, wish: Wish): Promise<boolean> {
  const { rows } = await sql`
    insert into opt_outs (organization_id, contact_id, at, source, reason, message_id, recorded_by)
    values (${ctx.organizationId}, ${wish.contactId}, ${wish.at}, ${wish.source}, ${wish.reason},
      ${wish.messageId ?? null}, ${userIdOf(ctx.actor)})
    on conflict do nothing returning id`.execute(ctx.db);
  if (rows.length === 0) return false;
  await showOptOut(ctx, wish.contactId, wish.at);
  await ctx.publish(contactOptedOut, factOf(wish));
  return true;
}

/** Takes an opt-out back; true when there was one. */
export async function withdrawOptOut(ctx: Ctx, wish: Wish): Promise<boolean> {
  const { rows } = await sql`
    update opt_outs set withdrawn_at = ${wish.at}, withdrawn_source = ${wish.source}, withdrawn_reason = ${wish.reason},
      withdrawn_message_id = ${wish.messageId ?? null}, withdrawn_by = ${userIdOf(ctx.actor)}
    where organization_id = ${ctx.organizationId} and contact_id = ${wish.contactId} and withdrawn_at is null
    returning id`.execute(ctx.db);
  if (rows.length === 0) return false;
  await showOptOut(ctx, wish.contactId, null);
  await ctx.publish(contactOptedIn, factOf(wish));
  return true;
}

function factOf(wish: Wish) {
  return {
    contactId: wish.contactId,
    at: wish.at.toISOString(),
    source: wish.source,
    messageId: wish.messageId ?? null,
  };
}
