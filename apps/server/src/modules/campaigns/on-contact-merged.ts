import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { listener } from "../../kernel/module.ts";
import { contactMerged } from "../contacts/events.ts";
import { noteProgress } from "./progress.ts";

/** Two recipients who turn out to be one person get one message: who still waits is skipped. */
export const onContactMerged = listener({
  name: "campaigns.on-contact-merged",
  fact: contactMerged,
  run: (ctx, { contactId, mergedContactId }) => skipTwins(ctx, contactId, mergedContactId),
});

async function skipTwins(ctx: Ctx, contactId: string, mergedContactId: string): Promise<void> {
  const { rows } = await sql<{ campaign_id: string; waiting_id: string }>`
    select twin.campaign_id, waiting.contact_id as waiting_id
    from campaigns as campaign
    join campaign_recipients as twin on twin.organization_id = ${ctx.organizationId}
      and twin.campaign_id = campaign.id and twin.contact_id = ${mergedContactId}
    join campaign_recipients as kept on kept.organization_id = ${ctx.organizationId}
      and kept.campaign_id = campaign.id and kept.contact_id = ${contactId}
    cross join lateral (
      select case when twin.status = 'pending' and kept.status not in ('skipped', 'failed') then twin.contact_id
        when kept.status = 'pending' and twin.status not in ('skipped', 'failed') then kept.contact_id
        end as contact_id) as waiting
    where campaign.organization_id = ${ctx.organizationId} and campaign.status in ('sending', 'paused')
      and waiting.contact_id is not null`.execute(ctx.db);
  if (rows.length === 0) return;
  await noteProgress(
    ctx,
    rows.map((row) => row.campaign_id),
  );
  await sql`update campaign_recipients as recipient
    set status = 'skipped', reason = 'same_person', status_at = ${ctx.now()}
    from unnest(${rows.map((row) => row.campaign_id)}::uuid[], ${rows.map((row) => row.waiting_id)}::uuid[])
      as waiting (campaign_id, contact_id)
    where recipient.organization_id = ${ctx.organizationId} and recipient.campaign_id = waiting.campaign_id
      and recipient.contact_id = waiting.contact_id and recipient.status = 'pending'`.execute(ctx.db);
}
