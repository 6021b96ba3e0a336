import type { Receipt } from "@balas/whatsapp";
import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import type { SessionRef } from "../sessions/index.ts";
import { publishStatuses, type StatusRow } from "./publish-statuses.ts";

interface Progress {
  waId: string;
  deliveredAt: Date;
  readAt: Date | undefined;
}

/** Moves sent messages on to delivered and read, never back, in whatever order the receipts come. */
export async function recordReceipts(ctx: Ctx, session: SessionRef, receipts: Receipt[]): Promise<void> {
  const messages = await findMessages(ctx, session, receipts);
  if (messages.size === 0) return;
  const entries = [...messages].sort(([one], [other]) => (one < other ? -1 : 1));
  const ids = entries.map(([id]) => id);
  // A receipt proves that the message arrived, also when its ack was lost or a failure was assumed. A row that is locked
  // is being acknowledged at this moment, and waiting for that would hold up all receipts behind it.
  const changed = await sql<StatusRow>`
    with arrived as (
      select session_id, wa_id from outbox
      where organization_id = ${ctx.organizationId} and session_id = ${session.sessionId}
        and wa_id = any(${entries.map(([, progress]) => progress.waId)}::text[])
      for update skip locked
    ), gone as (
      delete from outbox using arrived
      where outbox.organization_id = ${ctx.organizationId} and outbox.session_id = arrived.session_id
        and outbox.wa_id = arrived.wa_id
    )
    update messages set
      status = case when receipt.read_at is not null then 'read' else 'delivered' end,
      reason = null, ended_at = null,
      sent_at = coalesce(sent_at, receipt.delivered_at),
      delivered_at = coalesce(messages.delivered_at, receipt.delivered_at),
      read_at = receipt.read_at
    from unnest(${ids}::uuid[], ${entries.map(([, progress]) => progress.deliveredAt)}::timestamptz[],
      ${entries.map(([, progress]) => progress.readAt ?? null)}::timestamptz[]) as receipt (id, delivered_at, read_at)
    where messages.organization_id = ${ctx.organizationId} and messages.id = any(${ids}::uuid[])
      and messages.id = receipt.id
      and (status in ('queued', 'sent', 'failed') or (status = 'delivered' and receipt.read_at is not null))
    returning messages.id, chat_id, session_id, status, reason, origin_type, origin_id,
      coalesce(messages.read_at, messages.delivered_at) as changed_at`.execute(ctx.db);
  await publishStatuses(ctx, changed.rows);
}

/**
 * The messages behind the receipts by id, with the furthest that is said of each. Exact by chat; where the address of
 * a receipt leads to no chat yet (a LID not seen before), our own id alone decides.
 */
async function findMessages(ctx: Ctx, session: SessionRef, receipts: Receipt[]): Promise<Map<string, Progress>> {
  const news = receipts.flatMap(({ waIds, chat, status, at }) => waIds.map((waId) => ({ waId, chat, status, at })));
  const { rows } = await sql<{ place: number; message_id: string }>`
    select place, key.message_id
    from unnest(${news.map(({ waId }) => waId)}::text[], ${news.map(({ chat }) => chat)}::text[])
      with ordinality as receipt (wa_id, jid, place)
    join message_keys key on key.organization_id = ${ctx.organizationId} and key.session_id = ${session.sessionId}
      and key.from_me and key.wa_id = receipt.wa_id
    left join chat_addresses address on address.organization_id = ${ctx.organizationId}
      and address.session_id = ${session.sessionId} and address.jid = receipt.jid
    where address.chat_id is null or address.chat_id = key.chat_id`.execute(ctx.db);
  const progress = new Map<string, Progress>();
  for (const { place, message_id } of rows) {
    const one = news[place - 1];
    if (!one) continue;
    const before = progress.get(message_id);
    progress.set(message_id, {
      waId: one.waId,
      deliveredAt: before && before.deliveredAt < one.at ? before.deliveredAt : one.at,
      readAt: one.status === "delivered" ? before?.readAt : (before?.readAt ?? one.at),
    });
  }
  return progress;
}
