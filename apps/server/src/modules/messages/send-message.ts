import { jidOfPhone } from "@balas/whatsapp";
import type { Ctx } from "../../kernel/context.ts";
import { conflict, invalid, notFound } from "../../kernel/errors.ts";
import { maySend } from "../compliance/index.ts";
import { findOrCreateContact, readContactsForText } from "../contacts/index.ts";
import { accessSession } from "../sessions/index.ts";
import { accessChat, accessMessage } from "./access-message.ts";
import type { MessageOrigin, PresentedMessage } from "./events.ts";
import { makeMessageId } from "./message-id.ts";
import { openChatOfContact } from "./open-chat.ts";
import { type ChatRow, presentMessage } from "./present-message.ts";
import { type Priority, type Purpose, queueMessages } from "./queue-messages.ts";

export type Recipient = { chatId: string } | { contactId: string } | { phone: string };

/**
 * Puts a text to one person into the session's queue. With a `clientId` the same call made again returns the message
 * of the first time. Refused when the person may not be written to for this purpose.
 */
export async function sendMessage(
  ctx: Ctx,
  request: {
    sessionId: string;
    to: Recipient;
    text: string;
    priority: Priority;
    purpose: Purpose;
    sendAfter?: Date | undefined;
    clientId?: string;
    origin?: MessageOrigin;
  },
): Promise<PresentedMessage> {
  await accessSession(ctx, request.sessionId);
  const id = makeMessageId(ctx.now(), ctx.now());
  const earlier = request.clientId ? await claimClientId(ctx, request.clientId, id) : undefined;
  if (earlier) return presentMessage(await accessMessage(ctx, earlier));

  const chat = await chatOf(ctx, request.sessionId, request.to);
  if (chat.session_id !== request.sessionId) throw notFound();
  if (chat.kind !== "person" && chat.kind !== "group") throw invalid("chat_not_writable", { kind: chat.kind });
  if (chat.contact_id) {
    const verdict = await maySend(ctx, { contactId: chat.contact_id, purpose: request.purpose });
    if (!verdict.allowed) throw conflict(verdict.reason);
  }
  const [message] = await queueMessages(ctx, request.sessionId, request, [
    {
      id,
      chat,
      text: request.text,
      sendAfter: request.sendAfter,
      ...(request.clientId && { clientId: request.clientId }),
    },
  ]);
  if (!message) throw new Error("a queued message was not returned");
  return message;
}

/** Takes the client's id for this message, or returns the id of the message that took it before. */
async function claimClientId(ctx: Ctx, clientId: string, messageId: string): Promise<string | undefined> {
  const claimed = await ctx.db
    .insertInto("message_client_ids")
    .values({ organization_id: ctx.organizationId, client_id: clientId, message_id: messageId })
    .onConflict((clash) => clash.doNothing())
    .returning("message_id")
    .executeTakeFirst();
  if (claimed) return undefined;
  const earlier = await ctx.db
    .selectFrom("message_client_ids")
    .select("message_id")
    .where("organization_id", "=", ctx.organizationId)
    .where("client_id", "=", clientId)
    .executeTakeFirstOrThrow();
  return earlier.message_id;
}

async function chatOf(ctx: Ctx, sessionId: string, to: Recipient): Promise<ChatRow> {
  if ("chatId" in to) return accessChat(ctx, to.chatId);
  if ("phone" in to) {
    const jid = jidOfPhone(to.phone);
    const { contactId } = await findOrCreateContact(ctx, { jid });
    return openChatOfContact(ctx, { sessionId, contactId, jid });
  }
  const phone = (await readContactsForText(ctx, [to.contactId])).get(to.contactId)?.phone;
  if (!phone) throw notFound();
  return openChatOfContact(ctx, { sessionId, contactId: to.contactId, jid: jidOfPhone(phone) });
}
