import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { userIdOf } from "../../kernel/policy.ts";
import type { Purpose } from "../compliance/index.ts";
import { type Lane, newMessageId, wakeSession } from "../sessions/index.ts";
import { type MessageOrigin, messageCreated, type PresentedMessage } from "./events.ts";
import { makeMessageId } from "./message-id.ts";
import { type ChatRow, type MessageRow, presentChat, presentMessage } from "./present-message.ts";

/** 0 an agent, 5 automation, 9 a campaign. */
export type Priority = 0 | 5 | 9;

export type { Purpose };

export interface Draft {
  chat: ChatRow;
  text: string;
  sendAfter?: Date | undefined;
  /** Cancelled instead of sent from this moment on. */
  sendBefore?: Date | undefined;
  /** Set when it must not be sent: it is kept as failed, with this reason. */
  refusal?: string;
  id?: string;
  clientId?: string;
}

/**
 * Stores messages of one session and puts them into its queue, each under a WhatsApp id of our own choosing, so that a
 * resend after a crash is shown once. Three statements for any number.
 */
export async function queueMessages(
  ctx: Ctx,
  sessionId: string,
  common: { priority: Priority; purpose: Purpose; origin?: MessageOrigin },
  drafts: Draft[],
): Promise<PresentedMessage[]> {
  if (drafts.length === 0) return [];
  const rows = drafts.map((draft) => ({ ...rowOf(ctx, common, draft), ...deliveryOf(ctx, common, draft) }));
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
        id uuid, chat_id uuid, contact_id uuid, text text, status text, reason text, client_id text, origin_type text,
        origin_id text, created_by uuid, at timestamptz, ended_at timestamptz, purpose text, priority smallint,
        wa_id text, jid text, lane text, send_after timestamptz, send_before timestamptz)
    ), keys as (
      insert into message_keys (organization_id, session_id, chat_id, from_me, wa_id, message_id)
      select ${ctx.organizationId}::uuid, ${sessionId}::uuid, chat_id, true, wa_id, id from given
    ), queue as (
      insert into outbox (organization_id, session_id, wa_id, message_id, chat_id, contact_id, jid, text, lane, priority,
        send_after, send_before)
      select ${ctx.organizationId}::uuid, ${sessionId}::uuid, wa_id, id, chat_id, contact_id, jid, text, lane, priority,
        send_after, send_before
      from given where status = 'queued'
    )
    insert into messages (organization_id, session_id, id, chat_id, contact_id, wa_id, direction, type, text, status,
      reason, client_id, origin_type, origin_id, created_by, at, ended_at, purpose, priority)
    select ${ctx.organizationId}::uuid, ${sessionId}::uuid, id, chat_id, contact_id, wa_id, 'outgoing', 'text', text,
      status, reason, client_id, origin_type, origin_id, created_by, at, ended_at, purpose, priority
    from given`.execute(ctx.db);
  const messages = rows.map((row) => presentMessage(row));
  await ctx.publishMany(
    messageCreated,
    messages.map((message, index) => ({ message, chat: presentChat((drafts[index] as Draft).chat) })),
  );
  ctx.afterCommit(() => wakeSession(sessionId));
  return messages;
}

/** An answer to a person who wrote is paced on its own; everything else, also of an agent, waits its turn. */
export function laneOf(chat: { first_incoming_at: Date | null }, purpose: string): Lane {
  return purpose === "reply" && chat.first_incoming_at !== null ? "reply" : "other";
}

function rowOf(ctx: Ctx, common: { origin?: MessageOrigin }, draft: Draft): MessageRow {
  const now = ctx.now();
  return {
    id: draft.id ?? makeMessageId(now, now),
    chat_id: draft.chat.id,
    session_id: draft.chat.session_id,
    direction: "outgoing",
    from_phone: false,
    contact_id: draft.chat.contact_id,
    text: draft.text,
    type: "text",
    unsupported_kind: null,
    sender_name: null,
    status: draft.refusal ? "failed" : "queued",
    reason: draft.refusal ?? null,
    client_id: draft.clientId ?? null,
    origin_type: common.origin?.type ?? null,
    origin_id: common.origin?.id ?? null,
    created_by: userIdOf(ctx.actor),
    at: now,
    sent_at: null,
    delivered_at: null,
    read_at: null,
  };
}

function deliveryOf(ctx: Ctx, common: { priority: Priority; purpose: Purpose }, draft: Draft) {
  return {
    wa_id: newMessageId(),
    jid: draft.chat.jid,
    lane: laneOf(draft.chat, common.purpose),
    send_after: draft.sendAfter ?? ctx.now(),
    send_before: draft.sendBefore ?? null,
    purpose: common.purpose,
    priority: common.priority,
    ended_at: draft.refusal ? ctx.now() : null,
  };
}
