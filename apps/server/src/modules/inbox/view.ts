import { type SqlBool, sql } from "kysely";
import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { userIdOf } from "../../kernel/policy.ts";

export const viewName = z.enum(["mine", "unassigned", "unread", "open", "closed"]);
export type ViewName = z.infer<typeof viewName>;

/** What a view holds: the list and its counter are both asked by this one condition, so they can't disagree. */
export function inView(ctx: Ctx, view: ViewName) {
  switch (view) {
    case "mine":
      return sql<SqlBool>`c.status = 'open' and c.assignee_id = ${userIdOf(ctx.actor)}::uuid`;
    case "unassigned":
      return sql<SqlBool>`c.status = 'open' and c.assignee_id is null`;
    case "unread":
      return sql<SqlBool>`c.status = 'open' and c.unread_count > 0`;
    case "open":
      return sql<SqlBool>`c.status = 'open'`;
    case "closed":
      return sql<SqlBool>`c.status = 'closed'`;
  }
}
