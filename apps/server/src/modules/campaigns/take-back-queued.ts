import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { cancelQueued } from "../messages/index.ts";
import type { CampaignRow } from "./policy.ts";
import { noteProgress } from "./progress.ts";

/**
 * Takes back what waits in the queue of the number: those recipients are pending again, with the variant they had.
 * A message that is already on its way to WhatsApp stays; its recipient stays queued until the answer comes.
 */
export async function takeBackQueued(ctx: Ctx, campaign: CampaignRow, zones?: readonly string[]): Promise<void> {
  await noteProgress(ctx, [campaign.id]);
  const { rows } = await sql<{ message_id: string }>`
    select message_id from campaign_recipients
    where organization_id = ${ctx.organizationId} and campaign_id = ${campaign.id} and status = 'queued'
      ${zones ? sql`and zone = any(${[...zones]})` : sql``}`.execute(ctx.db);
  if (rows.length === 0) return;
  const cancelled = await cancelQueued(ctx, { messageIds: rows.map((row) => row.message_id) });
  await sql`update campaign_recipients set status = 'pending', message_id = null, status_at = ${ctx.now()}
    where organization_id = ${ctx.organizationId} and campaign_id = ${campaign.id} and status = 'queued'
      and message_id = any(${cancelled}::uuid[])`.execute(ctx.db);
}
