import { sql } from "kysely";
import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { readCursor, writeCursor } from "../../kernel/paging.ts";
import { type ConversationRow, presentConversations } from "./present-conversation.ts";
import { inView, type ViewName } from "./view.ts";

const cursorShape = z.tuple([z.uuid()]);

/** Conversations of a view, the newest message first; `search` looks for a part of the name or the number. */
export async function listConversations(
  ctx: Ctx,
  query: {
    view: ViewName;
    sessionId?: string | undefined;
    search?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
) {
  const before = readCursor(query.cursor, cursorShape)?.[0];
  const { rows } = await sql<ConversationRow>`
    select c.* from ${query.search ? sql`search_conversations` : sql`conversations`} c
    where c.organization_id = ${ctx.organizationId} and ${inView(ctx, query.view)}
      ${query.sessionId ? sql`and c.session_id = ${query.sessionId}` : sql``}
      ${before ? sql`and c.last_message_id < ${before}::uuid` : sql``}
      ${query.search ? sql`and c.search ilike ${patternOf(query.search)}` : sql``}
    order by c.last_message_id desc limit ${query.limit + 1}`.execute(ctx.db);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: await presentConversations(ctx, shown),
    nextCursor: rows.length > query.limit && last ? writeCursor([last.last_message_id]) : null,
  };
}

/** A number is found however it is written: spaces and dashes aside, and 0812 as well as +62812. */
function patternOf(search: string): string {
  const compact = search.replace(/[\s().-]/g, "");
  const digits = /^\+?\d{3,}$/.test(compact) ? compact.replace(/^(\+|0)/, "") : undefined;
  return `%${(digits ?? search).replace(/[\\%_]/g, "\\$&")}%`;
}
