import type { Ctx } from "../../kernel/context.ts";
import { forbidden } from "../../kernel/errors.ts";
import { may, userIdOf } from "../../kernel/policy.ts";
import { accessMember } from "../organizations/index.ts";
import { lockConversation } from "./access-conversation.ts";
import { changeConversation } from "./change-conversation.ts";
import type { PresentedConversation } from "./events.ts";
import type { ConversationRow } from "./present-conversation.ts";

/** Gives a conversation to a member, or to nobody. Everybody may take a free one and give back his own. */
export async function assignConversation(
  ctx: Ctx,
  id: string,
  assigneeId: string | null,
): Promise<PresentedConversation> {
  const conversation = await lockConversation(ctx, id);
  if (!may(ctx.actor, "inbox.assign") && !isOwnMatter(ctx, conversation, assigneeId)) {
    throw forbidden("missing_permission", { permission: "inbox.assign" });
  }
  if (assigneeId !== null) await accessMember(ctx, assigneeId);
  return changeConversation(ctx, conversation, {
    assignee_id: assigneeId,
    assigned_at: assigneeId === null ? null : ctx.now(),
    assigned_by: assigneeId === null ? null : userIdOf(ctx.actor),
  });
}

function isOwnMatter(ctx: Ctx, conversation: ConversationRow, assigneeId: string | null): boolean {
  const concerned = [conversation.assignee_id, assigneeId].filter((id) => id !== null);
  return concerned.every((id) => id === userIdOf(ctx.actor));
}
