import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import type { Sweep } from "../../kernel/module.ts";
import type { Scope } from "../../kernel/scope.ts";
import { countRecipients, sumCounts } from "./counts.ts";
import { type CampaignStatus, campaignCompleted, campaignProgressed } from "./events.ts";
import { lockCampaign } from "./policy.ts";
import { setStatus } from "./set-status.ts";

/** A large audience is counted at most a tenth of the time. */
const share = 10;

/**
 * Counts campaigns whose recipients changed, tells the screens, and completes those where everybody is accounted for.
 * Counting afterwards instead of adding up in one row keeps thousands of changes a second from waiting for that row.
 */
export const sweepProgress: Sweep = {
  name: "campaigns.sweep-progress",
  everySeconds: 1,
  async run(scope) {
    const due = await scope.inSystemTransaction("find campaigns of all organizations that changed", async (ctx) => {
      const { rows } = await sql<{ organization_id: string; campaign_id: string }>`
        select organization_id, campaign_id from campaign_progress
        where changed_at is not null and count_after <= ${ctx.now()} order by count_after limit 200`.execute(ctx.db);
      return rows;
    });
    for (const row of due) await refreshProgress(scope.scopeOf(row.organization_id), row.campaign_id);
  },
};

/** Counts one campaign again, tells the screens, and completes it where nobody is left. */
export async function refreshProgress(scope: Scope, campaignId: string): Promise<void> {
  const left = await scope.inTransaction((ctx) => countAgain(ctx, campaignId));
  if (left === 0) await scope.inTransaction((ctx) => complete(ctx, campaignId));
}

/** Who changes recipients holds this row's lock until commit, so what is counted behind the lock is whole. */
async function countAgain(ctx: Ctx, campaignId: string): Promise<number | undefined> {
  const locked = await sql<{ status: CampaignStatus; audience_size: number }>`
    select campaign.status, campaign.audience_size
    from campaign_progress as progress
    join campaigns as campaign on campaign.organization_id = progress.organization_id and campaign.id = progress.campaign_id
    where progress.organization_id = ${ctx.organizationId} and progress.campaign_id = ${campaignId}
    for update of progress`.execute(ctx.db);
  const campaign = locked.rows[0];
  if (!campaign) return undefined;
  const start = performance.now();
  const counts = sumCounts(await countRecipients(ctx, campaignId));
  const pause = Math.max(900, (performance.now() - start) * share);
  const now = ctx.now();
  await sql`update campaign_progress set changed_at = null, counts = ${JSON.stringify(counts)}::jsonb, counted_at = ${now},
      count_after = ${new Date(now.getTime() + pause)}
    where organization_id = ${ctx.organizationId} and campaign_id = ${campaignId}`.execute(ctx.db);
  await ctx.publish(campaignProgressed, {
    campaignId,
    status: campaign.status,
    audienceSize: campaign.audience_size,
    counts,
    at: now.toISOString(),
  });
  return counts.pending + counts.queued;
}

async function complete(ctx: Ctx, campaignId: string): Promise<void> {
  const campaign = await lockCampaign(ctx, campaignId);
  if (campaign?.status !== "sending") return;
  const waiting = await sql`select from campaign_recipients
    where organization_id = ${ctx.organizationId} and campaign_id = ${campaignId} and status in ('pending', 'queued')
    limit 1`.execute(ctx.db);
  if (waiting.rows.length > 0) return;
  await ctx.publish(campaignCompleted, await setStatus(ctx, campaign, "completed"));
}
