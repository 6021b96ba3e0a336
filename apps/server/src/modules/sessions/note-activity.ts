import type { Ctx } from "../../kernel/context.ts";
import { userIdOf } from "../../kernel/policy.ts";

/** Writes what happened to a number, for the people who look after it. */
export async function noteActivity(
  ctx: Ctx,
  sessionId: string,
  kind: string,
  detail: Record<string, string | number | null> = {},
): Promise<void> {
  await ctx.db
    .insertInto("session_activity")
    .values({
      organization_id: ctx.organizationId,
      session_id: sessionId,
      kind,
      detail: JSON.stringify(detail),
      actor_id: userIdOf(ctx.actor),
      at: ctx.now(),
    })
    .execute();
}
