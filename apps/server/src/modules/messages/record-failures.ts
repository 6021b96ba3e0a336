import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import type { SessionRef } from "../sessions/index.ts";
import { publishStatuses, type StatusRow } from "./publish-statuses.ts";

export interface Failure {
  waId: string;
  code: string;
  isFinal: boolean;
  retryAt?: Date;
}

/**
 * These messages were refused. A final failure ends a message; any other puts it back into the queue. Only messages
 * that this holder of the lease took are touched: a later holder may be sending them again with success.
 */
export async function recordFailures(ctx: Ctx, session: SessionRef, failures: Failure[]): Promise<void> {
  await queueAgain(
    ctx,
    session,
    failures.filter((failure) => !failure.isFinal),
  );
  await end(
    ctx,
    session,
    failures.filter((failure) => failure.isFinal),
  );
}

async function queueAgain(ctx: Ctx, session: SessionRef, failures: Failure[]): Promise<void> {
  if (failures.length === 0) return;
  await sql`
    update outbox set fence = null, claimed_at = null, send_after = greatest(outbox.send_after, again.at)
    from unnest(${failures.map((failure) => failure.waId)}::text[],
      ${failures.map((failure) => failure.retryAt ?? ctx.now())}::timestamptz[]) as again (wa_id, at)
    where organization_id = ${ctx.organizationId} and session_id = ${session.sessionId}
      and outbox.wa_id = again.wa_id and fence = ${session.fence}`.execute(ctx.db);
}

async function end(ctx: Ctx, session: SessionRef, failures: Failure[]): Promise<void> {
  if (failures.length === 0) return;
  const codes = new Map(failures.map((failure) => [failure.waId, failure.code]));
  const { rows } = await sql<{ wa_id: string; message_id: string }>`
    delete from outbox
    where organization_id = ${ctx.organizationId} and session_id = ${session.sessionId}
      and wa_id = any(${[...codes.keys()]}::text[]) and fence = ${session.fence}
    returning wa_id, message_id`.execute(ctx.db);
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.message_id);
  const changed = await sql<StatusRow>`
    update messages set status = 'failed', reason = failed.code, ended_at = ${ctx.now()}
    from unnest(${ids}::uuid[], ${rows.map((row) => codes.get(row.wa_id))}::text[]) as failed (id, code)
    where messages.organization_id = ${ctx.organizationId} and messages.id = any(${ids}::uuid[])
      and messages.id = failed.id and status = 'queued'
    returning messages.id, chat_id, session_id, status, reason, origin_type, origin_id, ended_at as changed_at`.execute(
    ctx.db,
  );
  await publishStatuses(ctx, changed.rows);
}
