import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import type { ChatSummary, PresentedMessage } from "../messages/events.ts";
import { adoptContacts } from "./adopt-contacts.ts";
import { type ConversationRow, publishConversations } from "./present-conversation.ts";

export interface Noted {
  message: PresentedMessage;
  chat: ChatSummary;
}

/**
 * Brings messages to the conversations of their chats: opens new ones, counts what is unread, reopens closed ones when
 * the person wrote. Safe to run twice and out of order: rows of unread messages decide what is new.
 */
export async function noteMessages(ctx: Ctx, given: Noted[]): Promise<void> {
  const noted = given.filter(({ chat }) => chat.kind === "person" || chat.kind === "group");
  if (noted.length === 0) return;
  await openConversations(ctx, noted);
  const conversations = await lockConversations(ctx, [...new Set(noted.map(({ chat }) => chat.id))].sort());
  const adopted = await adoptContacts(ctx, conversations, noted);
  const unread = await insertUnread(ctx, conversations, noted);
  const changed: ConversationRow[] = [];
  for (const conversation of conversations.values()) {
    const own = noted.filter(({ chat }) => chat.id === conversation.chat_id).map(({ message }) => message);
    const isFresh = own.some((message) => unread.has(message.id));
    const answered = await readByPhone(ctx, conversation, own);
    const lastMessageId = latest([conversation.last_message_id, ...own.map((message) => message.id)]);
    const reopens = isFresh && conversation.status === "closed";
    if (
      !isFresh &&
      !answered &&
      lastMessageId === conversation.last_message_id &&
      !adopted.has(conversation.id) &&
      !isNew(conversation, own)
    )
      continue;
    const count = own.filter((message) => unread.has(message.id)).length;
    changed.push({
      ...conversation,
      unread_count: answered ? answered.unreadCount : conversation.unread_count + count,
      answered_through: answered?.through ?? conversation.answered_through,
      last_message_id: lastMessageId,
      ...(reopens && { status: "open", status_at: ctx.now(), status_by: null }),
    });
  }
  await saveConversations(ctx, changed);
  await publishConversations(ctx, changed);
}

/** A conversation that was made for one of these messages has to be told although nothing else changed. */
function isNew(conversation: ConversationRow, own: PresentedMessage[]): boolean {
  return own.some((message) => message.id === conversation.last_message_id);
}

/** Ids are made from time, so the greatest is the newest. */
function latest(ids: string[]): string {
  return ids.sort().at(-1) ?? "";
}

async function openConversations(ctx: Ctx, noted: Noted[]): Promise<void> {
  const first = new Map<string, Noted>();
  for (const one of noted) if (!first.has(one.chat.id)) first.set(one.chat.id, one);
  const rows = [...first.values()].sort((one, other) => (one.chat.id < other.chat.id ? -1 : 1));
  await sql`
    with made as (
      insert into conversations (organization_id, chat_id, session_id, contact_id, kind, status_at, last_message_id,
        created_at)
      select ${ctx.organizationId}::uuid, chat_id, session_id, contact_id, kind, ${ctx.now()}::timestamptz, message_id,
        ${ctx.now()}::timestamptz
      from unnest(${rows.map(({ chat }) => chat.id)}::uuid[], ${rows.map(({ chat }) => chat.sessionId)}::uuid[],
        ${rows.map(({ chat }) => chat.contactId)}::uuid[], ${rows.map(({ chat }) => chat.kind)}::text[],
        ${rows.map(({ message }) => message.id)}::uuid[]) as given (chat_id, session_id, contact_id, kind, message_id)
      on conflict (organization_id, chat_id) do nothing
      returning id, chat_id
    )
    insert into conversation_people (organization_id, conversation_id, name, phone)
    select ${ctx.organizationId}::uuid, made.id, person.name, person.phone
    from made join unnest(${rows.map(({ chat }) => chat.id)}::uuid[], ${rows.map(({ chat }) => chat.name)}::text[],
      ${rows.map(({ chat }) => chat.phone)}::text[]) as person (chat_id, name, phone) using (chat_id)`.execute(ctx.db);
}

async function lockConversations(ctx: Ctx, chatIds: string[]): Promise<Map<string, ConversationRow>> {
  const rows = await ctx.db
    .selectFrom("conversations")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("chat_id", "in", chatIds)
    .orderBy("chat_id")
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.chat_id, row]));
}

/** Keeps which incoming messages are unread and returns those that are so from now on. */
async function insertUnread(
  ctx: Ctx,
  conversations: Map<string, ConversationRow>,
  noted: Noted[],
): Promise<Set<string>> {
  const rows = noted.flatMap(({ message, chat }) => {
    const conversation = conversations.get(chat.id);
    if (!conversation || message.direction !== "incoming") return [];
    const isAnswered = conversation.answered_through !== null && message.id <= conversation.answered_through;
    return [{ conversationId: conversation.id, messageId: message.id, readAt: isAnswered ? ctx.now() : null }];
  });
  if (rows.length === 0) return new Set();
  const inserted = await sql<{ message_id: string }>`
    insert into conversation_unread (organization_id, conversation_id, message_id, read_at)
    select ${ctx.organizationId}, conversation_id, message_id, read_at
    from unnest(${rows.map((row) => row.conversationId)}::uuid[], ${rows.map((row) => row.messageId)}::uuid[],
      ${rows.map((row) => row.readAt)}::timestamptz[]) as given (conversation_id, message_id, read_at)
    on conflict do nothing
    returning message_id, read_at`.execute(ctx.db);
  const isUnread = new Set(rows.filter((row) => row.readAt === null).map((row) => row.messageId));
  return new Set(inserted.rows.map((row) => row.message_id).filter((id) => isUnread.has(id)));
}

/** What the owner typed on the phone answers everything before it. */
async function readByPhone(
  ctx: Ctx,
  conversation: ConversationRow,
  own: PresentedMessage[],
): Promise<{ through: string; unreadCount: number } | undefined> {
  const typed = own.filter((message) => message.fromPhone).map((message) => message.id);
  if (typed.length === 0) return undefined;
  const through = latest(typed);
  if (conversation.answered_through !== null && through <= conversation.answered_through) return undefined;
  await sql`
    update conversation_unread set read_at = ${ctx.now()}
    where organization_id = ${ctx.organizationId} and conversation_id = ${conversation.id}
      and message_id <= ${through} and read_at is null`.execute(ctx.db);
  return { through, unreadCount: await countUnread(ctx, conversation.id) };
}

async function countUnread(ctx: Ctx, conversationId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from conversation_unread
    where organization_id = ${ctx.organizationId} and conversation_id = ${conversationId} and read_at is null`.execute(
    ctx.db,
  );
  return rows[0]?.count ?? 0;
}

async function saveConversations(ctx: Ctx, rows: ConversationRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update conversations set unread_count = given.unread_count, answered_through = given.answered_through,
      last_message_id = given.last_message_id, status = given.status, status_at = given.status_at,
      status_by = given.status_by
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
      id uuid, unread_count int, answered_through uuid, last_message_id uuid, status text, status_at timestamptz,
      status_by uuid)
    where conversations.organization_id = ${ctx.organizationId} and conversations.id = given.id
      and conversations.id = any(${rows.map((row) => row.id)}::uuid[])`.execute(ctx.db);
}
