import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import type { CampaignRow } from "./policy.ts";
import { noteProgress } from "./progress.ts";

/** 10,000 rows take a tenth of a second, so that nobody waits long for the campaign's lock. */
const chunk = 10_000;

/** Skips the next part of those who are pending; tells whether nobody is left. */
export async function skipRest(ctx: Ctx, campaign: CampaignRow): Promise<boolean> {
  await noteProgress(ctx, [campaign.id]);
  const { numAffectedRows } = await sql`
    update campaign_recipients set status = 'skipped', reason = 'stopped', status_at = ${ctx.now()}
    where (organization_id, campaign_id, contact_id) in (
      select organization_id, campaign_id, contact_id from campaign_recipients
      where organization_id = ${ctx.organizationId} and campaign_id = ${campaign.id} and status = 'pending'
      limit ${chunk})`.execute(ctx.db);
  return Number(numAffectedRows ?? 0) < chunk;
}
