import type { Ctx } from "../../kernel/context.ts";
import { invalid } from "../../kernel/errors.ts";
import { checkNumber } from "./check-number.ts";
import { campaignResumed } from "./events.ts";
import { accessCampaignTo, type CampaignRow } from "./policy.ts";
import { enqueueBatch } from "./send-batch.job.ts";
import { setStatus } from "./set-status.ts";

/** Goes on with whoever is pending; by another number when the one it had is gone. */
export async function resumeCampaign(ctx: Ctx, id: string, request: { sessionId?: string }): Promise<CampaignRow> {
  const campaign = await accessCampaignTo(ctx, id, "resume");
  campaign.session_id = request.sessionId ?? campaign.session_id;
  const { problems } = await checkNumber(ctx, campaign);
  const errors = problems.filter((problem) => problem.severity === "error");
  if (errors.length > 0) throw invalid("campaign_has_problems", { problems: errors });
  await ctx.db
    .updateTable("campaigns")
    .set({ session_id: campaign.session_id, next_batch_at: ctx.now(), next_send_at: null })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
  await ctx.publish(campaignResumed, await setStatus(ctx, campaign, "sending"));
  await enqueueBatch(ctx, id);
  return campaign;
}
