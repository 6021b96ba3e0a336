import type { Selectable } from "kysely";
import type { Chats, Messages } from "../../kernel/schema.ts";
import type { ChatSummary, MessageOrigin, PresentedMessage } from "./events.ts";

export type MessageRow = Omit<
  Selectable<Messages>,
  "organization_id" | "quoted_wa_id" | "purpose" | "priority" | "sender_jid" | "ended_at" | "wa_id"
>;
export type ChatRow = Omit<Selectable<Chats>, "organization_id" | "created_at">;

/** Columns that `presentMessage` needs. */
export const messageColumns = [
  "id",
  "chat_id",
  "session_id",
  "direction",
  "from_phone",
  "contact_id",
  "text",
  "type",
  "unsupported_kind",
  "sender_name",
  "status",
  "reason",
  "client_id",
  "origin_type",
  "origin_id",
  "created_by",
  "at",
  "sent_at",
  "delivered_at",
  "read_at",
] as const satisfies readonly (keyof MessageRow)[];

/** Columns of a chat that the module works with. */
export const chatColumns = [
  "id",
  "session_id",
  "kind",
  "jid",
  "contact_id",
  "name",
  "phone",
  "push_name",
  "first_incoming_at",
] as const satisfies readonly (keyof ChatRow)[];

/** Shows a row as the API, the socket and webhooks do. */
export function presentMessage(row: MessageRow): PresentedMessage {
  const origin = presentOrigin(row);
  return {
    id: row.id,
    chatId: row.chat_id,
    sessionId: row.session_id,
    direction: row.direction as PresentedMessage["direction"],
    fromPhone: row.from_phone,
    contactId: row.contact_id,
    text: row.text,
    type: row.type as PresentedMessage["type"],
    ...(row.unsupported_kind !== null && { unsupportedKind: row.unsupported_kind }),
    ...(row.sender_name !== null && { senderName: row.sender_name }),
    status: row.status as PresentedMessage["status"],
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.client_id !== null && { clientId: row.client_id }),
    ...(origin && { origin }),
    ...(row.created_by !== null && { createdBy: row.created_by }),
    at: row.at.toISOString(),
    ...(row.sent_at !== null && { sentAt: row.sent_at.toISOString() }),
    ...(row.delivered_at !== null && { deliveredAt: row.delivered_at.toISOString() }),
    ...(row.read_at !== null && { readAt: row.read_at.toISOString() }),
  };
}

/** Shows what had a message sent, or undefined for a message nobody of us sent. */
export function presentOrigin(row: {
  origin_type: string | null;
  origin_id: string | null;
}): MessageOrigin | undefined {
  if (row.origin_type === null) return undefined;
  return { type: row.origin_type as MessageOrigin["type"], ...(row.origin_id !== null && { id: row.origin_id }) };
}

/** Shows the thread a message belongs to. */
export function presentChat(row: ChatRow): ChatSummary {
  return {
    id: row.id,
    sessionId: row.session_id,
    kind: row.kind as ChatSummary["kind"],
    contactId: row.contact_id,
    name: row.name,
    phone: row.phone,
  };
}
