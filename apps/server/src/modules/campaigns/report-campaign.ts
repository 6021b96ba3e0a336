import { parseText, renderText } from "@balas/message-text";
import { sql } from "kysely";
import type { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { quietHoursOf } from "./clock-time.ts";
import { countRecipients, sumCounts } from "./counts.ts";
import type { CampaignCounts, CampaignStatus } from "./events.ts";
import type { CampaignRow } from "./policy.ts";
import { presentCampaign } from "./present-campaign.ts";
import { isQuiet, wakesAt } from "./quiet-hours.ts";
import type { presentedReport } from "./schema.ts";
import { zonesWith } from "./zones.ts";

const mostVariants = 50;

/** The campaign with what became of its audience, counted from the recipients themselves: the sum is always the audience. */
export async function reportCampaign(ctx: Ctx, campaign: CampaignRow): Promise<z.input<typeof presentedReport>> {
  const presented = await presentCampaign(ctx, campaign);
  const rows = campaign.status === "draft" ? [] : await countRecipients(ctx, campaign.id);
  const reasonsOf = (status: keyof CampaignCounts) =>
    rows
      .filter((row) => row.status === status)
      .map(({ reason, count }) => ({ reason: reason ?? "unspecified", count }));
  return {
    ...presented,
    counts: campaign.status === "draft" ? null : sumCounts(rows),
    reasons: { skipped: reasonsOf("skipped"), failed: reasonsOf("failed"), unknown: reasonsOf("unknown") },
    variants: campaign.status === "draft" ? [] : await countVariants(ctx, campaign),
    history: await readHistory(ctx, campaign.id),
    nextWakeAt: await nextWake(ctx, campaign),
  };
}

async function countVariants(ctx: Ctx, campaign: CampaignRow) {
  const parsed = parseText(campaign.text);
  if (parsed.variantCount < 2) return [];
  const { rows } = await sql<{ variant: number; status: string; count: number }>`
    with used as (
      select variant, status, count(*) as count from campaign_recipients
      where organization_id = ${ctx.organizationId} and campaign_id = ${campaign.id} and variant is not null
      group by variant, status)
    select variant, status, count from used where variant in (
      select variant from used group by variant order by sum(count) desc, variant limit ${mostVariants})
    order by sum(count) over (partition by variant) desc, variant`.execute(ctx.db);
  // The variables stay visible: it is the text that is compared, not a person's.
  const values = new Proxy(
    {},
    {
      has: () => true,
      get: (_target, name) => `{{${String(name)}}}`,
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
    },
  );
  return [...Map.groupBy(rows, (row) => row.variant)].map(([variant, group]) => ({
    variant,
    text: renderText(parsed, { values, variant: { index: variant } }).text,
    counts: sumCounts(group),
  }));
}

async function readHistory(ctx: Ctx, campaignId: string) {
  const rows = await ctx.db
    .selectFrom("campaign_states")
    .select(["status", "at", "by", "reason"])
    .where("organization_id", "=", ctx.organizationId)
    .where("campaign_id", "=", campaignId)
    .orderBy("id", "desc")
    .limit(100)
    .execute();
  return rows.map((row) => ({ ...row, status: row.status as CampaignStatus, at: row.at.toISOString() }));
}

async function nextWake(ctx: Ctx, campaign: CampaignRow): Promise<string | null> {
  const quiet = quietHoursOf(campaign);
  if (campaign.status !== "sending" || !quiet) return null;
  const zones = await zonesWith(ctx, campaign.id, "pending");
  if (zones.length === 0 || !zones.every((zone) => isQuiet(ctx.now(), zone, quiet))) return null;
  return new Date(Math.min(...zones.map((zone) => wakesAt(ctx.now(), zone, quiet).getTime()))).toISOString();
}
