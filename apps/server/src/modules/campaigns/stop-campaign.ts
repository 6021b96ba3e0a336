import type { Ctx } from "../../kernel/context.ts";
import { campaignStopped } from "./events.ts";
import { accessCampaignTo, type CampaignRow } from "./policy.ts";
import { enqueueBatch } from "./send-batch.job.ts";
import { setStatus } from "./set-status.ts";
import { skipRest } from "./skip-rest.ts";
import { takeBackQueued } from "./take-back-queued.ts";

/** Ends the campaign for good: whoever was not yet written to is skipped. A large rest is skipped by the worker. */
export async function stopCampaign(ctx: Ctx, id: string): Promise<CampaignRow> {
  const campaign = await accessCampaignTo(ctx, id, "stop");
  await takeBackQueued(ctx, campaign);
  const isDone = await skipRest(ctx, campaign);
  await ctx.publish(campaignStopped, await setStatus(ctx, campaign, isDone ? "stopped" : "stopping"));
  if (isDone) return campaign;
  await ctx.db
    .updateTable("campaigns")
    .set({ next_batch_at: ctx.now() })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
  await enqueueBatch(ctx, id);
  return campaign;
}
