import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { job } from "../../kernel/jobs.ts";
import { campaignStopped } from "./events.ts";
import { lockCampaign } from "./policy.ts";
import { type LastLook, queueBatch } from "./queue-batch.ts";
import { setStatus } from "./set-status.ts";
import { skipRest } from "./skip-rest.ts";

const turn = 10_000;
const rest = 150;

/**
 * Keeps the queue of the number filled while the campaign sends, and skips the rest while it stops. Nothing is remembered
 * between two steps but the rows themselves, so it may be killed anywhere: the sweep starts it again.
 */
export const sendBatch = job(
  "campaigns.send-batch",
  z.object({ campaignId: z.uuid() }),
  async (scope, { campaignId }) => {
    const end = Date.now() + turn;
    let last: LastLook | undefined;
    while (Date.now() < end) {
      const step = await scope.inTransaction((ctx) => takeStep(ctx, campaignId, last));
      if (step === "done") return;
      if (step === "more") continue;
      last = step;
      // A number that empties its queue faster than the sweep comes round is refilled here.
      await sleep(rest);
    }
  },
);

/** Adds the job, once however often it is asked for. */
export async function enqueueBatch(ctx: Pick<Ctx, "enqueue">, campaignId: string): Promise<void> {
  await ctx.enqueue(sendBatch, { campaignId }, { key: `campaigns.send-batch:${campaignId}` });
}

async function takeStep(ctx: Ctx, campaignId: string, last: LastLook | undefined): Promise<LastLook | "more" | "done"> {
  const campaign = await lockCampaign(ctx, campaignId);
  if (campaign?.status === "sending") return (await queueBatch(ctx, campaign, last)) ?? "done";
  if (campaign?.status !== "stopping") return "done";
  if (!(await skipRest(ctx, campaign))) return "more";
  await ctx.publish(campaignStopped, await setStatus(ctx, campaign, "stopped"));
  return "done";
}
