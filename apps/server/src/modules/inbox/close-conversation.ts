import type { Ctx } from "../../kernel/context.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { lockConversation } from "./access-conversation.ts";
import { changeConversation } from "./change-conversation.ts";
import type { PresentedConversation } from "./events.ts";
import { presentConversation } from "./present-conversation.ts";

/** Ends the work on a conversation; it opens again when the person writes. */
export function closeConversation(ctx: Ctx, id: string): Promise<PresentedConversation> {
  return setStatus(ctx, id, "closed");
}

/** Takes the work up again. */
export function reopenConversation(ctx: Ctx, id: string): Promise<PresentedConversation> {
  return setStatus(ctx, id, "open");
}

async function setStatus(ctx: Ctx, id: string, status: "open" | "closed"): Promise<PresentedConversation> {
  const conversation = await lockConversation(ctx, id);
  if (conversation.status === status) return presentConversation(ctx, conversation);
  return changeConversation(ctx, conversation, {
    status,
    status_at: ctx.now(),
    status_by: userIdOf(ctx.actor),
  });
}
