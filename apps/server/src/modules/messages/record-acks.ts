import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import type { SessionRef } from "../sessions/index.ts";
import { publishStatuses, type StatusRow } from "./publish-statuses.ts";

/**
 * WhatsApp has these messages: they leave the outbox and count as sent. True whoever holds the lease by now, and a
 * repeat changes nothing.
 */
export async function recordAcks(ctx: Ctx, session: SessionRef, acks: { waId: string; at: Date }[]): Promise<void> {
  const ackedAt = new Map(acks.map(({ waId, at }) => [waId, at]));
  const { rows } = await sql<{ wa_id: string; message_id: string }>`
    delete from outbox
    where organization_id = ${ctx.organizationId} and session_id = ${session.sessionId}
      and wa_id = any(${[...ackedAt.keys()]}::text[])
    returning wa_id, message_id`.execute(ctx.db);
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.message_id);
  // `id = any(…)` beside the join prunes the partitions while planning, whatever the statistics say.
  const changed = await sql<StatusRow>`
    update messages set status = case when status = 'queued' then 'sent' else status end, sent_at = acked.at
    from unnest(${ids}::uuid[], ${rows.map((row) => ackedAt.get(row.wa_id))}::timestamptz[]) as acked (id, at)
    where messages.organization_id = ${ctx.organizationId} and messages.id = any(${ids}::uuid[])
      and messages.id = acked.id and messages.sent_at is null
    returning messages.id, chat_id, session_id, status, reason, origin_type, origin_id, acked.at as changed_at`.execute(
    ctx.db,
  );
  await publishStatuses(
    ctx,
    changed.rows.filter((row) => row.status === "sent"),
  );
}
