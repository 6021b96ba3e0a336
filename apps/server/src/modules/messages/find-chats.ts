import type { Ctx } from "../../kernel/context.ts";
import { type ChatRow, chatColumns } from "./present-message.ts";

/** The chats of a session behind these addresses; an address nobody wrote from or to yet is absent. */
export async function findChatsByAddress(ctx: Ctx, sessionId: string, jids: string[]): Promise<Map<string, ChatRow>> {
  if (jids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom("chat_addresses")
    .innerJoin("chats", (join) =>
      join
        .onRef("chats.organization_id", "=", "chat_addresses.organization_id")
        .onRef("chats.id", "=", "chat_addresses.chat_id"),
    )
    .select(["chat_addresses.jid as address", ...chatColumns.map((column) => `chats.${column}` as const)])
    .where("chat_addresses.organization_id", "=", ctx.organizationId)
    .where("chat_addresses.session_id", "=", sessionId)
    .where("chat_addresses.jid", "in", [...new Set(jids)])
    .execute();
  return new Map(rows.map(({ address, ...chat }) => [address, chat]));
}

/** The chat of this id, or undefined. */
export async function findChat(ctx: Ctx, chatId: string): Promise<ChatRow | undefined> {
  return ctx.db
    .selectFrom("chats")
    .select(chatColumns)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", chatId)
    .executeTakeFirst();
}
