import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { countQueued } from "../messages/index.ts";
import { findSession } from "../sessions/index.ts";
import { quietHoursOf } from "./clock-time.ts";
import { ownGap, placesIn } from "./own-pace.ts";
import { pauseLocked } from "./pause-campaign.ts";
import type { CampaignRow } from "./policy.ts";
import { campaignPriority, queueRecipients, type Waiting } from "./queue-recipients.ts";
import { isQuiet, type QuietHours, wakesAt } from "./quiet-hours.ts";
import { takeBackQueued } from "./take-back-queued.ts";
import { zonesWith } from "./zones.ts";

const largestBatch = 5000;
const second = 1000;

/**
 * Fills the queue of the number up to the batch size with recipients who are awake. Tells when to look again: "soon"
 * where the number sends faster than it is refilled.
 */
export async function queueBatch(ctx: Ctx, campaign: CampaignRow): Promise<"soon" | "later"> {
  const now = ctx.now();
  const quiet = quietHoursOf(campaign);
  const session = campaign.session_id === null ? undefined : await findSession(ctx, campaign.session_id);
  if (!session) {
    await pauseLocked(ctx, campaign, "session_deleted");
    return "later";
  }
  await takeBackSleeping(ctx, campaign, quiet);
  const queued = await countQueued(ctx, { sessionId: session.id, priority: campaignPriority });
  // An empty queue says that the number was faster than we: the next batch is twice as large.
  const size = queued === 0 ? Math.min(campaign.batch_size * 2, largestBatch) : campaign.batch_size;
  const gap = ownGap(campaign, session);
  const places = queued > size / 2 ? [] : placesIn({ now, gap, from: campaign.next_send_at, limit: size - queued });
  if (places.length === 0) return look(ctx, campaign, { next_batch_at: after(now, second) });

  const zones = await zonesWith(ctx, campaign.id, "pending");
  const awake = zones.filter((zone) => !isQuiet(now, zone, quiet));
  if (awake.length === 0) return look(ctx, campaign, { next_batch_at: firstWake(now, zones, quiet) });
  const claimed = await claim(ctx, campaign, awake, places.length);
  await queueRecipients(ctx, { campaign, sessionId: session.id, recipients: claimed, places, quiet });
  await look(ctx, campaign, {
    next_batch_at: after(now, second),
    next_send_at: gap === 0 ? null : after(places.at(claimed.length - 1) ?? now, gap),
    batch_size: size,
  });
  return queued === 0 && claimed.length > 0 ? "soon" : "later";
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
): Promise<"later"> {
  await ctx.db
    .updateTable("campaigns")
    .set(next)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", campaign.id)
    .execute();
  return "later";
}
