import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";

export const stepName = z.enum(["connect_number", "send_test", "import_contacts", "invite_team", "launch_campaign"]);
export type StepName = z.infer<typeof stepName>;

export const presentedOnboarding = z.object({
  steps: z.array(z.object({ name: stepName, done: z.boolean(), at: z.iso.datetime().nullable() })),
});

/** Tells which steps of the set-up are really done, and since when. */
export async function readOnboarding(ctx: Ctx): Promise<z.input<typeof presentedOnboarding>> {
  const rows = await ctx.db
    .selectFrom("onboarding_steps")
    .select(["name", "done_at"])
    .where("organization_id", "=", ctx.organizationId)
    .execute();
  return {
    steps: stepName.options.map((name) => {
      const at = rows.find((row) => row.name === name)?.done_at ?? null;
      return { name, done: at !== null, at: at?.toISOString() ?? null };
    }),
  };
}

/** Notes that a step was done; only the first time counts. */
export async function noteStep(ctx: Ctx, name: StepName): Promise<void> {
  await ctx.db
    .insertInto("onboarding_steps")
    .values({ organization_id: ctx.organizationId, name, done_at: ctx.now() })
    .onConflict((clash) => clash.doNothing())
    .execute();
}
