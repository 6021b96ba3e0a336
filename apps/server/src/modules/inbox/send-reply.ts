import type { Ctx } from "../../kernel/context.ts";
import { conflict } from "../../kernel/errors.ts";
import { userIdOf } from "../../kernel/policy.ts";
import type { PresentedMessage } from "../messages/events.ts";
import { sendMessage } from "../messages/index.ts";
import { findSession } from "../sessions/index.ts";
import { lockConversation } from "./access-conversation.ts";
import { changeConversation } from "./change-conversation.ts";
import { readAll } from "./mark-read.ts";

/** Answers the person: the text goes first in the number's queue, and the conversation is open and read. */
export async function sendReply(
  ctx: Ctx,
  id: string,
  reply: { text: string; clientId?: string | undefined },
): Promise<PresentedMessage> {
  const conversation = await lockConversation(ctx, id);
  if (!(await findSession(ctx, conversation.session_id))) throw conflict("session_deleted");
  const message = await sendMessage(ctx, {
    sessionId: conversation.session_id,
    to: { chatId: conversation.chat_id },
    text: reply.text,
    priority: 0,
    purpose: "reply",
    origin: { type: "inbox" },
    ...(reply.clientId && { clientId: reply.clientId }),
  });
  // A repeat under the same client id gives the message of the first time, which is noted already.
  if (message.id <= conversation.last_message_id && message.chatId === conversation.chat_id) return message;
  await readAll(ctx, conversation);
  await changeConversation(ctx, conversation, {
    last_message_id: message.id,
    unread_count: 0,
    ...(conversation.status === "closed" && {
      status: "open",
      status_at: ctx.now(),
      status_by: userIdOf(ctx.actor),
    }),
  });
  return message;
}
