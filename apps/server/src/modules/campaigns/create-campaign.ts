import type { Ctx } from "../../kernel/context.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { readOrganizationSettings } from "../organizations/index.ts";
import { draftColumns, requireDraftTargets } from "./draft.ts";
import { campaignSaved } from "./events.ts";
import type { CampaignRow } from "./policy.ts";
import type { Draft } from "./schema.ts";
import { setStatus } from "./set-status.ts";

/** Starts a draft. By default it is sent at a normal pace and never between 20:00 and 08:00 of the recipient's zone. */
export async function createCampaign(ctx: Ctx, draft: Draft & { name: string }): Promise<CampaignRow> {
  await requireDraftTargets(ctx, draft);
  const campaign = await ctx.db
    .insertInto("campaigns")
    .values({
      organization_id: ctx.organizationId,
      name: draft.name,
      status: "draft",
      step: "audience",
      text: "",
      speed: "normal",
      quiet_from: 20 * 60,
      quiet_to: 8 * 60,
      zone: (await readOrganizationSettings(ctx)).zone,
      created_at: ctx.now(),
      created_by: userIdOf(ctx.actor),
      updated_at: ctx.now(),
      ...draftColumns(draft),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await ctx.publish(campaignSaved, await setStatus(ctx, campaign, "draft"));
  return campaign;
}
