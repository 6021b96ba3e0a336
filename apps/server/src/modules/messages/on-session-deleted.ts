import { sql } from "kysely";
import { listener } from "../../kernel/module.ts";
import { sessionDeleted } from "../sessions/events.ts";
import { publishStatuses, type StatusRow } from "./publish-statuses.ts";

/** Ends what a removed number had still to send: waiting messages are cancelled, and those on their way have failed. */
export const onSessionDeleted = listener({
  name: "messages.on-session-deleted",
  fact: sessionDeleted,
  run: async (ctx, { sessionId }) => {
    const { rows } = await sql<{ message_id: string; was_taken: boolean }>`
      delete from outbox where organization_id = ${ctx.organizationId} and session_id = ${sessionId}
      returning message_id, fence is not null as was_taken`.execute(ctx.db);
    const ids = rows.map((row) => row.message_id);
    const changed = await sql<StatusRow>`
      update messages set status = case when ended.was_taken then 'failed' else 'cancelled' end,
        reason = 'session_deleted', ended_at = ${ctx.now()}
      from unnest(${ids}::uuid[], ${rows.map((row) => row.was_taken)}::boolean[]) as ended (id, was_taken)
      where organization_id = ${ctx.organizationId} and messages.id = any(${ids}::uuid[]) and messages.id = ended.id
        and status = 'queued'
      returning messages.id, chat_id, session_id, status, reason, origin_type, origin_id, ended_at as changed_at`.execute(
      ctx.db,
    );
    await publishStatuses(ctx, changed.rows);
  },
});
