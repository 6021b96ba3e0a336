import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { conflict, invalid } from "../../kernel/errors.ts";
import { type Audience, audienceShape, listFieldKeys } from "../contacts/index.ts";
import { readOrganizationSettings } from "../organizations/index.ts";
import { checkMessage } from "./check-message.ts";
import { checkNumber } from "./check-number.ts";
import { sumCounts } from "./counts.ts";
import { campaignLaunched } from "./events.ts";
import { accessCampaignTo, type CampaignRow } from "./policy.ts";
import { recipientSource } from "./recipient-source.ts";
import type { CampaignProblem } from "./schema.ts";
import { enqueueBatch } from "./send-batch.job.ts";
import { setStatus } from "./set-status.ts";

/**
 * Freezes the audience and starts sending, all in one transaction. Of two people who launch at once the second finds
 * it launched. `expectedRecipients` is what the launcher saw at review: another number means that the audience changed.
 */
export async function launchCampaign(
  ctx: Ctx,
  id: string,
  request: { expectedRecipients?: number },
): Promise<CampaignRow> {
  const campaign = await accessCampaignTo(ctx, id, "launch");
  const { found } = checkMessage(campaign.text, await listFieldKeys(ctx));
  const problems = [...found, ...(await checkNumber(ctx, campaign)).problems];
  if (campaign.audience === null) problems.unshift({ code: "no_audience", severity: "error", step: "audience" });
  requireNoErrors(problems);

  campaign.zone = (await readOrganizationSettings(ctx)).zone;
  const frozen = await freezeAudience(ctx, campaign, audienceShape.parse(campaign.audience));
  if (frozen.receive === 0)
    requireNoErrors([{ code: "nobody_receives", severity: "error", step: "audience", data: { total: frozen.size } }]);
  if (request.expectedRecipients !== undefined && request.expectedRecipients !== frozen.receive)
    throw conflict("audience_changed", { expected: request.expectedRecipients, actual: frozen.receive });

  const now = ctx.now();
  campaign.launched_at = now;
  campaign.audience_size = frozen.size;
  await ctx.db
    .updateTable("campaigns")
    .set({ launched_at: now, audience_size: frozen.size, zone: campaign.zone, next_batch_at: now })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .execute();
  await ctx.db
    .insertInto("campaign_progress")
    .values({
      organization_id: ctx.organizationId,
      campaign_id: id,
      counts: JSON.stringify(frozen.counts),
      counted_at: now,
      count_after: now,
    })
    .execute();
  await ctx.publish(campaignLaunched, await setStatus(ctx, campaign, "sending"));
  await enqueueBatch(ctx, id);
  return campaign;
}

function requireNoErrors(problems: CampaignProblem[]): void {
  const errors = problems.filter((problem) => problem.severity === "error");
  if (errors.length > 0) throw invalid("campaign_has_problems", { problems: errors });
}

/**
 * One insert-select: nobody can join or leave the audience between counting and sending, and a million rows never pass
 * through this process. What it inserted is counted in the same statement.
 */
async function freezeAudience(ctx: Ctx, campaign: CampaignRow, audience: Audience) {
  const { rows } = await sql<{ status: string; count: number }>`
    with frozen as (
      insert into campaign_recipients
        (organization_id, campaign_id, contact_id, status, reason, name, phone, jid, zone, status_at)
      select ${ctx.organizationId}, ${campaign.id}, contact_id,
        case when reason is null then 'pending' else 'skipped' end, reason, name, phone, jid, zone, ${ctx.now()}
      from (${recipientSource(ctx, audience, campaign.zone)}) as recipient
      returning status)
    select status, count(*) as count from frozen group by status`.execute(ctx.db);
  const counts = sumCounts(rows);
  return { counts, receive: counts.pending, size: counts.pending + counts.skipped };
}
