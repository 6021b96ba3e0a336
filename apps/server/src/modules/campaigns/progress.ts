import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";

/**
 * Notes that recipients of these campaigns change in this transaction, so that they are counted again soon after it.
 * Locks the campaigns' progress rows, in one order: call it before the recipients are changed, and two transactions that
 * change the same recipients wait for each other instead of ending in a deadlock.
 */
export async function noteProgress(ctx: Ctx, campaignIds: readonly string[]): Promise<void> {
  await sql`with locked as (
      select campaign_id from campaign_progress
      where organization_id = ${ctx.organizationId} and campaign_id = any(${[...campaignIds]}::uuid[])
      order by campaign_id for update)
    update campaign_progress set changed_at = coalesce(changed_at, ${ctx.now()}) from locked
    where organization_id = ${ctx.organizationId} and campaign_progress.campaign_id = locked.campaign_id`.execute(
    ctx.db,
  );
}
