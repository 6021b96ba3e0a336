import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { conflict } from "../../kernel/errors.ts";
import { maySend } from "../compliance/index.ts";
import { wakeSession } from "../sessions/index.ts";
import { accessChat, accessMessage } from "./access-message.ts";
import type { PresentedMessage } from "./events.ts";
import { presentMessage } from "./present-message.ts";
import { publishStatuses, type StatusRow } from "./publish-statuses.ts";
import { laneOf, type Purpose } from "./queue-messages.ts";

/** Queues a failed message again under the same WhatsApp id, so that a person who has it after all sees it once. */
export async function retryMessage(ctx: Ctx, messageId: string): Promise<PresentedMessage> {
  const message = await accessMessage(ctx, messageId);
  if (message.status !== "failed" || message.text === null) {
    throw conflict("message_not_failed", { status: message.status });
  }
  const chat = await accessChat(ctx, message.chat_id);
  const purpose = (message.purpose ?? "reply") as Purpose;
  if (chat.contact_id) {
    const verdict = await maySend(ctx, { contactId: chat.contact_id, purpose });
    if (!verdict.allowed) throw conflict(verdict.reason);
  }
  await ctx.db
    .insertInto("outbox")
    .values({
      organization_id: ctx.organizationId,
      session_id: message.session_id,
      wa_id: message.wa_id,
      message_id: message.id,
      chat_id: message.chat_id,
      contact_id: message.contact_id,
      jid: chat.jid,
      text: message.text,
      lane: laneOf(chat, purpose),
      priority: message.priority ?? 0,
      send_after: ctx.now(),
    })
    .execute();
  const { rows } = await sql<StatusRow>`
    update messages set status = 'queued', reason = null, ended_at = null
    where organization_id = ${ctx.organizationId} and id = ${messageId}
    returning id, chat_id, session_id, status, reason, origin_type, origin_id, ${ctx.now()}::timestamptz as changed_at`.execute(
    ctx.db,
  );
  await publishStatuses(ctx, rows);
  ctx.afterCommit(() => wakeSession(message.session_id));
  return presentMessage(await accessMessage(ctx, messageId));
}
