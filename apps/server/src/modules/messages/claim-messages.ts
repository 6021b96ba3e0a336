import type { Outgoing } from "@balas/whatsapp";
import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import type { ClaimedMessage, Lane, SessionRef } from "../sessions/index.ts";
import { cancelQueued } from "./cancel-messages.ts";

interface OutboxRow {
  wa_id: string;
  message_id: string;
  jid: string;
  text: string;
  lane: Lane;
  priority: number;
  send_after: Date;
  attempts: number;
}

/**
 * Takes up to `limit` due messages of a session for this holder of its lease: first those that an earlier holder took
 * and did not see acknowledged, under the same WhatsApp id, then waiting ones by priority and age.
 */
export async function claimMessages(
  ctx: Ctx,
  session: SessionRef,
  options: { limit: number; lanes: Lane[] },
): Promise<ClaimedMessage[]> {
  if (options.lanes.length === 0 || options.limit <= 0) return [];
  if (!(await holdsNewestFence(ctx, session))) return [];
  const left = await findLeftBehind(ctx, session, options);
  const waiting =
    left.length < options.limit ? await findWaiting(ctx, session, options, options.limit - left.length) : [];
  const late = waiting.filter((row) => row.is_late);
  await cancelQueued(ctx, { messageIds: late.map((row) => row.message_id), reason: "too_late" });
  const waIds = [...left, ...waiting.filter((row) => !row.is_late).map((row) => row.wa_id)];
  if (waIds.length === 0) return [];
  const { rows } = await sql<OutboxRow>`
    update outbox set fence = ${session.fence}, claimed_at = ${ctx.now()}, attempts = attempts + 1
    where organization_id = ${ctx.organizationId} and session_id = ${session.sessionId} and wa_id = any(${waIds}::text[])
    returning wa_id, message_id, jid, text, lane, priority, send_after, attempts`.execute(ctx.db);
  const place = new Map(waIds.map((waId, index) => [waId, index]));
  return rows
    .sort((one, other) => (place.get(one.wa_id) ?? 0) - (place.get(other.wa_id) ?? 0))
    .map((row) => ({ messageId: row.message_id, outgoing: outgoingOf(row), lane: row.lane, attempt: row.attempts }));
}

/** When the next waiting message of a session becomes due, or undefined. */
export async function findNextDue(ctx: Ctx, session: SessionRef): Promise<Date | undefined> {
  const { rows } = await sql<{ due: Date | null }>`
    select least(
      (select ${ctx.now()}::timestamptz from outbox
        where organization_id = ${ctx.organizationId} and session_id = ${session.sessionId}
          and fence is not null and fence < ${session.fence} limit 1),
      (select min(first.send_after) from (values ('reply'), ('other')) as lane (name)
        cross join (values (0), (5), (9)) as priority (value)
        cross join lateral (
          select send_after from outbox
          where organization_id = ${ctx.organizationId} and session_id = ${session.sessionId}
            and lane = lane.name and priority = priority.value and fence is null
          order by send_after limit 1) as first)
    ) as due`.execute(ctx.db);
  return rows[0]?.due ?? undefined;
}

/** What an outbox row sends. */
export function outgoingOf(row: { wa_id: string; jid: string; text: string }): Outgoing {
  return { waId: row.wa_id, to: row.jid, content: { type: "text", text: row.text } };
}

/** False for a holder whose lease has passed to another one that already took messages. */
async function holdsNewestFence(ctx: Ctx, session: SessionRef): Promise<boolean> {
  // The row is locked only when the fence is new, so that claiming does not write it every time.
  const { rows } = await sql<{ fence: number }>`
    select fence from outbox_fences
    where organization_id = ${ctx.organizationId} and session_id = ${session.sessionId}`.execute(ctx.db);
  const newest = rows[0]?.fence;
  if (newest === session.fence) return true;
  if (newest !== undefined && newest > session.fence) return false;
  const raised = await sql`
    insert into outbox_fences (organization_id, session_id, fence)
    values (${ctx.organizationId}, ${session.sessionId}, ${session.fence})
    on conflict (organization_id, session_id) do update set fence = excluded.fence
      where outbox_fences.fence <= excluded.fence
    returning fence`.execute(ctx.db);
  return raised.rows.length > 0;
}

async function findLeftBehind(
  ctx: Ctx,
  session: SessionRef,
  options: { limit: number; lanes: Lane[] },
): Promise<string[]> {
  const { rows } = await sql<{ wa_id: string }>`
    select wa_id from outbox
    where organization_id = ${ctx.organizationId} and session_id = ${session.sessionId}
      and fence is not null and fence < ${session.fence} and lane = any(${options.lanes}::text[])
    order by priority, send_after, message_id limit ${options.limit}
    for update skip locked`.execute(ctx.db);
  return rows.map((row) => row.wa_id);
}

/** One short range of the index per priority and lane, so that a long queue of campaign messages is never walked. */
async function findWaiting(
  ctx: Ctx,
  session: SessionRef,
  options: { lanes: Lane[] },
  limit: number,
): Promise<{ wa_id: string; message_id: string; is_late: boolean }[]> {
  const { rows } = await sql<{ wa_id: string; message_id: string; is_late: boolean }>`
    select due.wa_id, due.message_id, coalesce(due.send_before <= ${ctx.now()}, false) as is_late
    from (select * from (values (0), (5), (9)) as priority (value) cross join unnest(${options.lanes}::text[]) as lane (name)
      order by priority.value, lane.name desc) as kind
    cross join lateral (
      select wa_id, message_id, send_before from outbox
      where organization_id = ${ctx.organizationId} and session_id = ${session.sessionId}
        and lane = kind.name and priority = kind.value and fence is null and send_after <= ${ctx.now()}
      order by send_after, message_id limit ${limit}
      for update skip locked) as due
    limit ${limit}`.execute(ctx.db);
  return rows;
}
