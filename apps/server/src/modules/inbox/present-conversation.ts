import type { Selectable } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import type { ConversationPeople, Conversations } from "../../kernel/schema.ts";
import { readMessagesById } from "../messages/index.ts";
import { conversationUpdated, type PresentedConversation } from "./events.ts";

export type ConversationRow = Omit<Selectable<Conversations>, "organization_id">;

/** Shows conversations with the people they are with and their last messages, in the given order. */
export async function presentConversations(ctx: Ctx, rows: ConversationRow[]): Promise<PresentedConversation[]> {
  if (rows.length === 0) return [];
  const people = await readPeople(
    ctx,
    rows.map((row) => row.id),
  );
  const messages = await readMessagesById(
    ctx,
    rows.map((row) => row.last_message_id),
  );
  return rows.map((row) => ({
    id: row.id,
    chatId: row.chat_id,
    sessionId: row.session_id,
    kind: row.kind as PresentedConversation["kind"],
    contactId: row.contact_id,
    name: people.get(row.id)?.name ?? null,
    phone: people.get(row.id)?.phone ?? null,
    status: row.status as PresentedConversation["status"],
    statusAt: row.status_at.toISOString(),
    assigneeId: row.assignee_id,
    assignedAt: row.assigned_at?.toISOString() ?? null,
    unreadCount: row.unread_count,
    lastMessage: messages.get(row.last_message_id) ?? null,
    lastMessageId: row.last_message_id,
    createdAt: row.created_at.toISOString(),
  }));
}

/** Shows one conversation. */
export async function presentConversation(ctx: Ctx, row: ConversationRow): Promise<PresentedConversation> {
  const [conversation] = await presentConversations(ctx, [row]);
  if (!conversation) throw new Error("a conversation was not presented");
  return conversation;
}

/** Tells the screens how these conversations are now, and returns them. */
export async function publishConversations(ctx: Ctx, rows: ConversationRow[]): Promise<PresentedConversation[]> {
  const conversations = await presentConversations(ctx, rows);
  await ctx.publishMany(
    conversationUpdated,
    conversations.map((conversation) => ({ conversation })),
  );
  return conversations;
}

type Person = Pick<Selectable<ConversationPeople>, "name" | "phone">;

async function readPeople(ctx: Ctx, conversationIds: string[]): Promise<Map<string, Person>> {
  const rows = await ctx.db
    .selectFrom("conversation_people")
    .select(["conversation_id", "name", "phone"])
    .where("organization_id", "=", ctx.organizationId)
    .where("conversation_id", "in", conversationIds)
    .execute();
  return new Map(rows.map((row) => [row.conversation_id, row]));
}
