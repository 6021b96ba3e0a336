import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { conflict } from "../../kernel/errors.ts";
import { accessMessage } from "./access-message.ts";
import type { PresentedMessage } from "./events.ts";
import { presentMessage } from "./present-message.ts";
import { publishStatuses, type StatusRow } from "./publish-statuses.ts";

/** Takes messages out of the queue; returns those that really still waited. What is on its way can't be called back. */
export async function cancelQueued(ctx: Ctx, request: { messageIds: string[]; reason?: string }): Promise<string[]> {
  if (request.messageIds.length === 0) return [];
  const removed = await sql<{ message_id: string }>`
    delete from outbox using messages
    where messages.organization_id = ${ctx.organizationId} and messages.id = any(${request.messageIds}::uuid[])
      and outbox.organization_id = ${ctx.organizationId} and outbox.session_id = messages.session_id
      and outbox.wa_id = messages.wa_id and outbox.fence is null
    returning outbox.message_id`.execute(ctx.db);
  return markCancelled(
    ctx,
    removed.rows.map((row) => row.message_id),
    request.reason,
  );
}

/** Takes a member's message out of the queue, or says that it was too late. */
export async function cancelMessage(ctx: Ctx, messageId: string): Promise<PresentedMessage> {
  const message = await accessMessage(ctx, messageId);
  const cancelled = await cancelQueued(ctx, { messageIds: [message.id] });
  if (cancelled.length === 0) throw conflict("message_not_queued", { status: message.status });
  return presentMessage(await accessMessage(ctx, messageId));
}

/** Takes broadcasts to a person who opted out from the queue; what a member wrote to him still goes. */
export async function cancelBroadcastsTo(ctx: Ctx, contactId: string): Promise<void> {
  const removed = await sql<{ message_id: string }>`
    delete from outbox
    where organization_id = ${ctx.organizationId} and contact_id = ${contactId} and priority = 9 and fence is null
    returning message_id`.execute(ctx.db);
  await markCancelled(
    ctx,
    removed.rows.map((row) => row.message_id),
    "opted_out",
  );
}

async function markCancelled(ctx: Ctx, ids: string[], reason: string | undefined): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<StatusRow>`
    update messages set status = 'cancelled', reason = ${reason ?? null}, ended_at = ${ctx.now()}
    where organization_id = ${ctx.organizationId} and id = any(${ids}::uuid[]) and status = 'queued'
    returning id, chat_id, session_id, status, reason, origin_type, origin_id, ended_at as changed_at`.execute(ctx.db);
  await publishStatuses(ctx, rows);
  return rows.map((row) => row.id);
}
