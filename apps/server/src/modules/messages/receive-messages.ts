import type { Incoming } from "@balas/whatsapp";
import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { noteInboundMany } from "../compliance/index.ts";
import { cleanIncoming } from "./clean-incoming.ts";
import { messageCreated, messageReceived } from "./events.ts";
import { findChatsByAddress } from "./find-chats.ts";
import { makeMessageId, momentOf } from "./message-id.ts";
import { openChat } from "./open-chat.ts";
import { type ChatRow, type MessageRow, presentChat, presentMessage } from "./present-message.ts";

/**
 * Stores what reached a session: from people, and from the owner's own phone. A repeat stores nothing. For people who
 * wrote before it is four statements whatever the size of the batch; each newcomer costs a few more.
 */
export async function receiveMessages(ctx: Ctx, sessionId: string, incoming: Incoming[]): Promise<void> {
  const messages = incoming.map(cleanIncoming);
  const chats = await chatsOf(ctx, sessionId, messages);
  const candidates = messages.flatMap((incoming) => {
    const chat = chats.get(incoming.chat);
    return chat ? [{ incoming, chat, row: rowOf(ctx, incoming, chat) }] : [];
  });
  const fresh = await insertFresh(ctx, candidates);
  const stored = candidates.filter(({ row }) => fresh.has(row.id));
  if (stored.length === 0) return;

  const received = stored.filter(({ incoming }) => !incoming.fromMe);
  await noteFirstIncoming(ctx, received);
  await noteInboundMany(
    ctx,
    received.flatMap(({ row }) =>
      row.contact_id ? [{ contactId: row.contact_id, text: row.text ?? "", at: row.at, messageId: row.id }] : [],
    ),
  );
  const inChat = ({ row, chat }: Candidate) => ({ message: presentMessage(row), chat: presentChat(chat) });
  await ctx.publishMany(messageReceived, received.map(inChat));
  await ctx.publishMany(messageCreated, stored.filter(({ incoming }) => incoming.fromMe).map(inChat));
}

interface Candidate {
  incoming: Incoming;
  chat: ChatRow;
  row: MessageRow;
}

/** The chat of every message by its address. A name or an address not seen before goes to contacts first. */
async function chatsOf(ctx: Ctx, sessionId: string, messages: Incoming[]): Promise<Map<string, ChatRow>> {
  const addresses = messages.flatMap(({ chat, chatAlternative }) =>
    chatAlternative ? [chat, chatAlternative] : [chat],
  );
  const chats = await findChatsByAddress(ctx, sessionId, addresses);
  for (const incoming of messages) {
    const known = chats.get(incoming.chat);
    const name = incoming.fromMe || known?.kind === "group" ? undefined : incoming.pushName;
    const isKnown =
      known !== undefined &&
      (known.kind !== "person" || known.contact_id !== null) &&
      (incoming.chatAlternative === undefined || chats.get(incoming.chatAlternative)?.id === known.id) &&
      (name === undefined || known.kind !== "person" || known.push_name === name);
    if (isKnown) continue;
    const chat = await openChat(ctx, {
      sessionId,
      jid: incoming.chat,
      ...(incoming.chatAlternative && { alternative: incoming.chatAlternative }),
      ...(name && { name }),
      ...(known && { known }),
    });
    chats.set(incoming.chat, chat);
    if (incoming.chatAlternative) chats.set(incoming.chatAlternative, chat);
  }
  return chats;
}

function rowOf(ctx: Ctx, incoming: Incoming, chat: ChatRow): MessageRow {
  const now = ctx.now();
  const at = momentOf(incoming.at, now);
  const isText = incoming.content.type === "text";
  return {
    id: makeMessageId(at, now),
    chat_id: chat.id,
    session_id: chat.session_id,
    direction: incoming.fromMe ? "outgoing" : "incoming",
    from_phone: incoming.fromMe,
    contact_id: chat.contact_id,
    text: incoming.content.type === "text" ? incoming.content.text : null,
    type: isText ? "text" : "unsupported",
    unsupported_kind: incoming.content.type === "unsupported" ? incoming.content.kind : null,
    sender_name: chat.kind === "group" && !incoming.fromMe ? (incoming.pushName ?? null) : null,
    status: incoming.fromMe ? "sent" : "received",
    reason: null,
    client_id: null,
    origin_type: null,
    origin_id: null,
    created_by: null,
    at,
    sent_at: incoming.fromMe ? at : null,
    delivered_at: null,
    read_at: null,
  };
}

/** Inserts what is not stored yet and returns its ids: `message_keys` decides, also between two at once. */
async function insertFresh(ctx: Ctx, candidates: Candidate[]): Promise<Set<string>> {
  if (candidates.length === 0) return new Set();
  const rows = candidates.map(({ incoming, row, chat }) => ({
    ...row,
    wa_id: incoming.waId,
    sender_jid: chat.kind === "group" ? incoming.sender : null,
    quoted_wa_id: incoming.quotedWaId ?? null,
  }));
  const inserted = await sql<{ id: string }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
        id uuid, chat_id uuid, session_id uuid, direction text, from_phone boolean, contact_id uuid, text text, type text,
        unsupported_kind text, sender_jid text, sender_name text, quoted_wa_id text, status text, at timestamptz,
        sent_at timestamptz, wa_id text)
    ), fresh as (
      insert into message_keys (organization_id, session_id, chat_id, from_me, wa_id, message_id)
      select ${ctx.organizationId}::uuid, session_id, chat_id, direction = 'outgoing', wa_id, id from given
      on conflict do nothing
      returning message_id
    )
    insert into messages (organization_id, id, chat_id, session_id, direction, from_phone, contact_id, text, type,
      unsupported_kind, sender_jid, sender_name, quoted_wa_id, status, at, sent_at, wa_id)
    select ${ctx.organizationId}::uuid, id, chat_id, session_id, direction, from_phone, contact_id, text, type,
      unsupported_kind, sender_jid, sender_name, quoted_wa_id, status, at, sent_at, wa_id
    from given join fresh on fresh.message_id = given.id
    returning id`.execute(ctx.db);
  return new Set(inserted.rows.map((row) => row.id));
}

/** Remembers that a person has written: answers to him are paced as replies from then on. */
async function noteFirstIncoming(ctx: Ctx, received: Candidate[]): Promise<void> {
  const first = received.filter(({ chat }) => chat.first_incoming_at === null).map(({ chat }) => chat.id);
  if (first.length === 0) return;
  await ctx.db
    .updateTable("chats")
    .set({ first_incoming_at: ctx.now() })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "in", [...new Set(first)])
    .where("first_incoming_at", "is", null)
    .execute();
}
