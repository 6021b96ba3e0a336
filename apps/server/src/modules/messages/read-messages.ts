import { sql } from "kysely";
import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { cutPage, readCursor } from "../../kernel/paging.ts";
import { accessSession } from "../sessions/index.ts";
import { accessChat } from "./access-message.ts";
import type { MessageStatus, PresentedMessage } from "./events.ts";
import { messageColumns, presentMessage } from "./present-message.ts";

const cursorShape = z.tuple([z.uuid()]);

interface Page {
  cursor?: string | undefined;
  limit: number;
}

/** A chat's messages, newest first; history that arrives late stands where it belongs. */
export async function readMessages(ctx: Ctx, query: Page & { chatId: string }) {
  await accessChat(ctx, query.chatId);
  return readPage(ctx, query, (select) => select.where("chat_id", "=", query.chatId));
}

/** A session's messages, newest first, of all or of one direction and status. */
export async function readSessionMessages(
  ctx: Ctx,
  query: Page & {
    sessionId: string;
    direction?: PresentedMessage["direction"] | undefined;
    status?: MessageStatus | undefined;
  },
) {
  await accessSession(ctx, query.sessionId);
  const { direction, status } = query;
  // Nothing is both; looking for it would read every message.
  if (direction && status && (direction === "incoming") !== (status === "received")) {
    return { items: [], nextCursor: null };
  }
  return readPage(ctx, query, (select) => {
    let narrowed = select.where("session_id", "=", query.sessionId);
    if (direction) narrowed = narrowed.where("direction", "=", direction);
    return status ? narrowToStatus(ctx, narrowed, query.sessionId, status) : narrowed;
  });
}

/** The few failed and waiting ones have an index of their own; the other statuses are those of most messages. */
function narrowToStatus(ctx: Ctx, select: Select, sessionId: string, status: MessageStatus): Select {
  const narrowed = select.where("status", "=", status);
  if (status === "failed" || status === "cancelled") return narrowed.where("ended_at", "is not", null);
  if (status !== "queued") return narrowed;
  return narrowed.where("id", "in", (where) =>
    where
      .selectFrom("outbox")
      .select("message_id")
      .where("organization_id", "=", ctx.organizationId)
      .where("session_id", "=", sessionId),
  );
}

type Select = ReturnType<typeof selectMessages>;

function selectMessages(ctx: Ctx) {
  return ctx.db.selectFrom("messages").select(messageColumns).where("organization_id", "=", ctx.organizationId);
}

async function readPage(ctx: Ctx, page: Page, narrow: (select: Select) => Select) {
  const before = readCursor(page.cursor, cursorShape)?.[0];
  const select = narrow(selectMessages(ctx));
  const rows = await (before ? select.where("id", "<", before) : select)
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
  return cutPage(rows, page.limit, (row) => [row.id], presentMessage);
}

/** How many messages of a session still wait in its queue at this priority. */
export async function countQueued(ctx: Ctx, query: { sessionId: string; priority: number }): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from outbox
    where organization_id = ${ctx.organizationId} and session_id = ${query.sessionId} and lane in ('reply', 'other')
      and priority = ${query.priority} and fence is null`.execute(ctx.db);
  return rows[0]?.count ?? 0;
}
