import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { lockConversation } from "./access-conversation.ts";
import { changeConversation } from "./change-conversation.ts";
import type { PresentedConversation } from "./events.ts";
import { type ConversationRow, presentConversation } from "./present-conversation.ts";

/** A member has seen the conversation: nothing in it is unread any more. */
export async function markRead(ctx: Ctx, id: string): Promise<PresentedConversation> {
  const conversation = await lockConversation(ctx, id);
  if (conversation.unread_count === 0) return presentConversation(ctx, conversation);
  await readAll(ctx, conversation);
  return changeConversation(ctx, conversation, { unread_count: 0 });
}

/** Marks the rows of a locked conversation as read by whoever acts; the caller sets its count to 0. */
export async function readAll(ctx: Ctx, conversation: ConversationRow): Promise<void> {
  await sql`
    update conversation_unread set read_at = ${ctx.now()}, read_by = ${userIdOf(ctx.actor)}
    where organization_id = ${ctx.organizationId} and conversation_id = ${conversation.id} and read_at is null`.execute(
    ctx.db,
  );
}
