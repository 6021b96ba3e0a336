import type { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { lockSession, type SessionRow } from "./access-session.ts";
import { requireProfileFits } from "./create-session.ts";
import { sessionStatusChanged } from "./events.ts";
import { noteActivity } from "./note-activity.ts";
import { presentChange } from "./present-session.ts";
import type { updateSessionBody } from "./schema.ts";

/** Changes name, description or speed profile; the profile counts from the next message on. */
export async function updateSession(
  ctx: Ctx,
  id: string,
  change: z.output<typeof updateSessionBody>,
): Promise<SessionRow> {
  const session = await lockSession(ctx, id);
  if (change.pacingProfile) requireProfileFits(change.pacingProfile, session.network);
  const row = await ctx.db
    .updateTable("sessions")
    .set({
      name: change.name ?? session.name,
      description: change.description ?? session.description,
      pacing_profile: change.pacingProfile ?? session.pacing_profile,
    })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (row.pacing_profile !== session.pacing_profile) {
    await noteActivity(ctx, id, "pacing_changed", { from: session.pacing_profile, to: row.pacing_profile });
  }
  await ctx.publish(sessionStatusChanged, presentChange(row));
  return row;
}
