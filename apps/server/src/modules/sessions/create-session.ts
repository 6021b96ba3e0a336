import type { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { invalid, unavailable } from "../../kernel/errors.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { signal } from "../../kernel/signals.ts";
import type { SessionRow } from "./access-session.ts";
import { sessionStatusChanged } from "./events.ts";
import { noteActivity } from "./note-activity.ts";
import type { PacingProfileName } from "./pacing-profile.ts";
import { presentChange } from "./present-session.ts";
import type { createSessionBody } from "./schema.ts";
import { sessionAsked } from "./wake-session.ts";

const COLORS = 5;

/** Adds a number and starts it at once: its QR code follows in a second. */
export async function createSession(ctx: Ctx, wish: z.output<typeof createSessionBody>): Promise<SessionRow> {
  const profile = wish.pacingProfile ?? (wish.network === "sandbox" ? "off" : "normal");
  requireProfileFits(profile, wish.network);
  if (wish.network === "sandbox" && !ctx.ports.sandbox) throw unavailable("no_sandbox");
  const count = await ctx.db
    .selectFrom("sessions")
    .select((of) => of.fn.countAll<number>().as("count"))
    .where("organization_id", "=", ctx.organizationId)
    .executeTakeFirst();
  const row = await ctx.db
    .insertInto("sessions")
    .values({
      organization_id: ctx.organizationId,
      name: wish.name,
      description: wish.description,
      network: wish.network,
      driver: "baileys",
      color: (Number(count?.count ?? 0) % COLORS) + 1,
      pacing_profile: profile,
      status: "starting",
      status_at: ctx.now(),
      asked: "start",
      asked_at: ctx.now(),
      asked_by: userIdOf(ctx.actor),
      command: 1,
      created_at: ctx.now(),
      created_by: userIdOf(ctx.actor),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await noteActivity(ctx, row.id, "created", { network: wish.network });
  await ctx.publish(sessionStatusChanged, presentChange(row));
  ctx.afterCommit(() => signal(sessionAsked));
  return row;
}

/** Without gaps and caps a live number would soon be banned. */
export function requireProfileFits(profile: PacingProfileName, network: string): void {
  if (profile === "off" && network !== "sandbox") throw invalid("pacing_off_only_in_sandbox");
}
