import type { Ctx } from "../../kernel/context.ts";

/** The conversations of these chats: chat id to conversation id. */
export async function findConversationsOf(ctx: Ctx, chatIds: string[]): Promise<Map<string, string>> {
  if (chatIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom("conversations")
    .select(["id", "chat_id"])
    .where("organization_id", "=", ctx.organizationId)
    .where("chat_id", "in", [...new Set(chatIds)])
    .execute();
  return new Map(rows.map((row) => [row.chat_id, row.id]));
}
