import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { job } from "../../kernel/jobs.ts";
import { campaignStopped } from "./events.ts";
import { lockCampaign } from "./policy.ts";
import { queueBatch } from "./queue-batch.ts";
import { setStatus } from "./set-status.ts";
import { skipRest } from "./skip-rest.ts";

const turn = 10_000;
const rest = 200;

/**
 * Keeps the queue of the number filled while the campaign sends, and skips the rest while it stops. Nothing is remembered
 * between two steps but the rows themselves, so it may be killed anywhere: the sweep starts it again.
 */
export const sendBatch = job(
  "campaigns.send-batch",
  z.object({ campaignId: z.uuid() }),
  async (scope, { campaignId }) => {
    const end = Date.now() + turn;
    while (Date.now() < end) {
      const next = await scope.inTransaction((ctx) => takeStep(ctx, campaignId));
      if (next === "later") return;
      // A number that empties its queue faster than the sweep comes round is refilled here.
      if (next === "soon") await new Promise((resolve) => setTimeout(resolve, rest));
    }
  },
);

/** Adds the job, once however often it is asked for. */
export async function enqueueBatch(ctx: Pick<Ctx, "enqueue">, campaignId: string): Promise<void> {
  await ctx.enqueue(sendBatch, { campaignId }, { key: `campaigns.send-batch:${campaignId}` });
}

async function takeStep(ctx: Ctx, campaignId: string): Promise<"now" | "soon" | "later"> {
  const campaign = await lockCampaign(ctx, campaignId);
  if (campaign?.status === "sending") return queueBatch(ctx, campaign);
  if (campaign?.status !== "stopping") return "later";
  if (!(await skipRest(ctx, campaign))) return "now";
  await ctx.publish(campaignStopped, await setStatus(ctx, campaign, "stopped"));
  return "later";
}
