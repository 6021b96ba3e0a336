import type { Ctx } from "../../kernel/context.ts";
import { userIdOf } from "../../kernel/policy.ts";
import type { CampaignStatus } from "./events.ts";
import type { CampaignRow } from "./policy.ts";

/** Moves a locked campaign into a state, keeps who did it and when, and gives what facts say of it. */
export async function setStatus(ctx: Ctx, campaign: CampaignRow, status: CampaignStatus, reason?: string) {
  const at = ctx.now();
  const by = userIdOf(ctx.actor);
  await ctx.db
    .updateTable("campaigns")
    .set({ status, updated_at: at })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", campaign.id)
    .execute();
  await ctx.db
    .insertInto("campaign_states")
    .values({ organization_id: ctx.organizationId, campaign_id: campaign.id, status, reason: reason ?? null, at, by })
    .execute();
  campaign.status = status;
  campaign.updated_at = at;
  return {
    campaignId: campaign.id,
    name: campaign.name,
    status,
    ...(reason ? { reason } : {}),
    at: at.toISOString(),
    by,
  };
}
