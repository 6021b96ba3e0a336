import type { Ctx } from "../../kernel/context.ts";
import { invalid } from "../../kernel/errors.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { normalizePhone } from "../contacts/index.ts";
import { readChat, sendMessage } from "../messages/index.ts";
import { accessSession } from "../sessions/index.ts";
import { lockConversationOf } from "./access-conversation.ts";
import { changeConversation } from "./change-conversation.ts";
import type { PresentedConversation } from "./events.ts";
import { noteMessages } from "./note-messages.ts";

/** Writes to a number first: the conversation is made, or taken up again, and belongs to whoever wrote. */
export async function startChat(
  ctx: Ctx,
  request: { sessionId: string; phone: string; text: string; clientId?: string | undefined },
): Promise<PresentedConversation> {
  await accessSession(ctx, request.sessionId);
  const { phone, problem } = normalizePhone(request.phone, "ID");
  if (!phone) throw invalid(problem ?? "phone_invalid", { phone: request.phone });
  const message = await sendMessage(ctx, {
    sessionId: request.sessionId,
    to: { phone },
    text: request.text,
    priority: 0,
    purpose: "reply",
    origin: { type: "inbox" },
    ...(request.clientId && { clientId: request.clientId }),
  });
  await noteMessages(ctx, [{ message, chat: await readChat(ctx, message.chatId) }]);
  const conversation = await lockConversationOf(ctx, message.chatId);
  const mine = userIdOf(ctx.actor);
  return changeConversation(ctx, conversation, {
    ...(conversation.assignee_id === null &&
      mine !== null && { assignee_id: mine, assigned_at: ctx.now(), assigned_by: mine }),
    ...(conversation.status === "closed" && { status: "open" }),
    status_at: conversation.status === "closed" ? ctx.now() : conversation.status_at,
  });
}
