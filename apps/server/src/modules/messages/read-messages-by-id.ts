import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import type { PresentedMessage } from "./events.ts";
import { messageColumns, presentMessage } from "./present-message.ts";

/** Reads messages by their ids; those that do not exist are absent. */
export async function readMessagesById(ctx: Ctx, ids: string[]): Promise<Map<string, PresentedMessage>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom("messages")
    .select(messageColumns)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", sql<string>`any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, presentMessage(row)]));
}
