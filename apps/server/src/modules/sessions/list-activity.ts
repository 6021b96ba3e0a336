import type { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { accessSession } from "./access-session.ts";
import type { activityAnswer } from "./schema.ts";

/** The newest things that happened to a number. */
export async function listActivity(ctx: Ctx, sessionId: string): Promise<{ items: z.input<typeof activityAnswer>[] }> {
  await accessSession(ctx, sessionId);
  const rows = await ctx.db
    .selectFrom("session_activity")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("session_id", "=", sessionId)
    .orderBy("id", "desc")
    .limit(100)
    .execute();
  return {
    items: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      detail: row.detail as Record<string, unknown>,
      actorId: row.actor_id,
      at: row.at.toISOString(),
    })),
  };
}
