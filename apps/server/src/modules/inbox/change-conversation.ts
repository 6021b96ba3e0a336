import type { Updateable } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import type { Conversations } from "../../kernel/schema.ts";
import type { PresentedConversation } from "./events.ts";
import { type ConversationRow, publishConversations } from "./present-conversation.ts";

/** Writes a change to a locked conversation and tells the screens. */
export async function changeConversation(
  ctx: Ctx,
  conversation: ConversationRow,
  change: Updateable<Conversations>,
): Promise<PresentedConversation> {
  const row = await ctx.db
    .updateTable("conversations")
    .set(change)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", conversation.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const [presented] = await publishConversations(ctx, [row]);
  if (!presented) throw new Error("a changed conversation was not presented");
  return presented;
}
