import type { Ctx } from "../../kernel/context.ts";
import { campaignPaused } from "./events.ts";
import { accessCampaignTo, type CampaignRow } from "./policy.ts";
import { setStatus } from "./set-status.ts";
import { takeBackQueued } from "./take-back-queued.ts";

/** Stops sending for now; who was queued and not yet sent goes back to pending and gets his message after a resume. */
export async function pauseCampaign(ctx: Ctx, id: string): Promise<CampaignRow> {
  const campaign = await accessCampaignTo(ctx, id, "pause");
  await pauseLocked(ctx, campaign);
  return campaign;
}

/** Pauses a campaign whose lock is held; `reason` says why when the machine itself does it. */
export async function pauseLocked(ctx: Ctx, campaign: CampaignRow, reason?: string): Promise<void> {
  await takeBackQueued(ctx, campaign);
  await ctx.publish(campaignPaused, await setStatus(ctx, campaign, "paused", reason));
}
