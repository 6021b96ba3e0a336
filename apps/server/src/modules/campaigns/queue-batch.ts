import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { countQueued } from "../messages/index.ts";
import { findSession } from "../sessions/index.ts";
import { batchFor } from "./batch-size.ts";
import { isLinked } from "./check-number.ts";
import { quietHoursOf } from "./clock-time.ts";
import { ownGap, placesIn } from "./own-pace.ts";
import { pauseLocked } from "./pause-campaign.ts";
import type { CampaignRow } from "./policy.ts";
import { campaignPriority, queueRecipients, type Waiting } from "./queue-recipients.ts";
import { isQuiet, type QuietHours, wakesAt } from "./quiet-hours.ts";
import { takeBackQueued } from "./take-back-queued.ts";
import { zonesWith } from "./zones.ts";

const second = 1000;

/** What the queue held after the last look, so that the next one knows how fast the number sends. */
export interface LastLook {
  backlog: number;
  /** Machine time in milliseconds. */
  at: number;
}

/**
 * Fills the queue of the number with recipients who are awake: as many as it sends in some seconds. Answers what to
 * compare the next look with, soon, when the number is fast; undefined when the sweep comes round early enough.
 */
export async function queueBatch(ctx: Ctx, campaign: CampaignRow, last?: LastLook): Promise<LastLook | undefined> {
  const now = ctx.now();
  const quiet = quietHoursOf(campaign);
  const session = campaign.session_id === null ? undefined : await findSession(ctx, campaign.session_id);
  if (!session || !isLinked(session)) {
    await pauseLocked(ctx, campaign, session ? "session_not_paired" : "session_deleted");
    return undefined;
  }
  await takeBackSleeping(ctx, campaign, quiet);
  const queued = await countQueued(ctx, { sessionId: session.id, priority: campaignPriority });
  const { size, isFast } = batchFor({ queued, last, before: campaign.batch_size, at: performance.now() });
  const gap = ownGap(campaign, session);
  const places = queued > size / 2 ? [] : placesIn({ now, gap, from: campaign.next_send_at, limit: size - queued });
  const zones = await zonesWith(ctx, campaign.id, "pending");
  const awake = zones.filter((zone) => !isQuiet(now, zone, quiet));
  if (awake.length === 0) {
    await look(ctx, campaign, { next_batch_at: firstWake(now, zones, quiet) });
    return undefined;
  }
  const claimed = places.length === 0 ? [] : await claim(ctx, campaign, awake, places.length);
  await queueRecipients(ctx, { campaign, sessionId: session.id, recipients: claimed, places, quiet });
  await look(ctx, campaign, {
    next_batch_at: after(now, second),
    ...(claimed.length > 0
      ? { next_send_at: gap === 0 ? null : after(places.at(claimed.length - 1) ?? now, gap) }
      : {}),
    batch_size: size,
  });
  return isFast ? { backlog: queued + claimed.length, at: performance.now() } : undefined;
}

async function claim(ctx: Ctx, campaign: CampaignRow, zones: string[], limit: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select contact_id, jid, zone from campaign_recipients
    where organization_id = ${ctx.organizationId} and campaign_id = ${campaign.id} and status = 'pending'
      and zone = any(${zones}) limit ${limit} for update skip locked`.execute(ctx.db);
  return rows;
}

/** What was queued in the evening and not sent goes out in the morning, not in the night. */
async function takeBackSleeping(ctx: Ctx, campaign: CampaignRow, quiet: QuietHours | null): Promise<void> {
  if (!quiet) return;
  const asleep = (await zonesWith(ctx, campaign.id, "queued")).filter((zone) => isQuiet(ctx.now(), zone, quiet));
  if (asleep.length > 0) await takeBackQueued(ctx, campaign, asleep);
}

/** The first of them to wake; soon, when nobody is pending: what is queued may still come back. */
function firstWake(now: Date, zones: string[], quiet: QuietHours | null): Date {
  const wakes = zones.map((zone) => wakesAt(now, zone, quiet).getTime());
  return wakes.length > 0 ? new Date(Math.min(...wakes)) : after(now, 2 * second);
}

function after(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() + milliseconds);
}

async function look(
  ctx: Ctx,
  campaign: CampaignRow,
  next: { next_batch_at: Date; next_send_at?: Date | null; batch_size?: number },
): Promise<void> {
  await ctx.db
    .updateTable("campaigns")
    .set(next)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", campaign.id)
    .execute();
}
