import type { Selectable } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { notFound } from "../../kernel/errors.ts";
import type { Messages } from "../../kernel/schema.ts";
import type { ChatSummary } from "./events.ts";
import { findChat } from "./find-chats.ts";
import { type ChatRow, presentChat } from "./present-message.ts";

/** Loads a message, locked until the transaction ends; one of another organization does not exist. */
export async function accessMessage(ctx: Ctx, messageId: string): Promise<Selectable<Messages>> {
  const row = await ctx.db
    .selectFrom("messages")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", messageId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** Loads a chat; one of another organization does not exist. */
export async function accessChat(ctx: Ctx, chatId: string): Promise<ChatRow> {
  const chat = await findChat(ctx, chatId);
  if (!chat) throw notFound();
  return chat;
}

/** The chat as facts and screens show it. */
export async function readChat(ctx: Ctx, chatId: string): Promise<ChatSummary> {
  return presentChat(await accessChat(ctx, chatId));
}
