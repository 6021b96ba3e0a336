import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { type CampaignCounts, campaignCounts } from "./events.ts";

export interface StatusCount {
  status: keyof CampaignCounts;
  reason: string | null;
  count: number;
}

/** Counts the recipients by status and reason, from the index alone where the table rests. */
export async function countRecipients(ctx: Ctx, campaignId: string): Promise<StatusCount[]> {
  const { rows } = await sql<StatusCount>`
    select status, reason, count(*) as count from campaign_recipients
    where organization_id = ${ctx.organizationId} and campaign_id = ${campaignId}
    group by status, reason order by count(*) desc, reason`.execute(ctx.db);
  return rows;
}

/** Adds rows up to one number per status. */
export function sumCounts(rows: readonly { status: string; count: number }[]): CampaignCounts {
  const counts = emptyCounts();
  for (const row of rows) {
    const status = row.status as keyof CampaignCounts;
    counts[status] += row.count;
  }
  return counts;
}

/** All zero. */
export function emptyCounts(): CampaignCounts {
  return { pending: 0, queued: 0, sent: 0, delivered: 0, read: 0, failed: 0, skipped: 0, unknown: 0 };
}

/** Reads counts that were stored as JSON. */
export function parseCounts(stored: unknown): CampaignCounts {
  return campaignCounts.parse(stored);
}
