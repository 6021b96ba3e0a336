import type { Ctx } from "../../kernel/context.ts";
import { notFound } from "../../kernel/errors.ts";
import type { ConversationRow } from "./present-conversation.ts";

/** Loads a conversation; one of another organization does not exist. */
export async function accessConversation(ctx: Ctx, id: string): Promise<ConversationRow> {
  const row = await select(ctx, id).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** Loads a conversation and locks it, so that its changes and their facts stand in one order. */
export async function lockConversation(ctx: Ctx, id: string): Promise<ConversationRow> {
  const row = await select(ctx, id).forUpdate().executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** Locks the conversation of a chat, which has to exist. */
export async function lockConversationOf(ctx: Ctx, chatId: string): Promise<ConversationRow> {
  return ctx.db
    .selectFrom("conversations")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("chat_id", "=", chatId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

function select(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom("conversations")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id);
}
