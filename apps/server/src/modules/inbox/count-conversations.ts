import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { inView, type ViewName, viewName } from "./view.ts";

/** Counting stops here, so that a badge costs the same in a full inbox; screens show "999+". */
export const countLimit = 1000;

/** How many conversations each view holds, by the very conditions of the lists, and the open ones of each session. */
export async function countConversations(ctx: Ctx, sessionIds: string[]) {
  const views = {} as Record<ViewName, number>;
  for (const view of viewName.options) {
    views[view] = await countUpTo(ctx, inView(ctx, view));
  }
  const sessions: { sessionId: string; open: number }[] = [];
  for (const sessionId of sessionIds) {
    const open = await countUpTo(ctx, sql`c.session_id = ${sessionId} and ${inView(ctx, "open")}`);
    sessions.push({ sessionId, open });
  }
  return { ...views, sessions, limit: countLimit };
}

async function countUpTo(ctx: Ctx, condition: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from conversations c where c.organization_id = ${ctx.organizationId} and ${condition}
      limit ${countLimit}) as counted`.execute(ctx.db);
  return rows[0]?.count ?? 0;
}
