import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { audienceShape } from "../contacts/index.ts";
import { writeClockTime } from "./clock-time.ts";
import { parseCounts } from "./counts.ts";
import type { CampaignStatus } from "./events.ts";
import { abilitiesOf, type CampaignRow } from "./policy.ts";
import { type PresentedCampaign, speedShape, stepShape } from "./schema.ts";

/** Shows campaigns as the API does, in the same order. */
export async function presentCampaigns(ctx: Ctx, rows: readonly CampaignRow[]): Promise<PresentedCampaign[]> {
  const ids = rows.map((row) => row.id);
  const { rows: details } = await sql<{
    campaign_id: string;
    counts: unknown;
    at: Date;
    by: string | null;
    reason: string | null;
  }>`
    select state.campaign_id, progress.counts, state.at, state.by, state.reason
    from (select distinct on (campaign_id) campaign_id, at, by, reason from campaign_states
      where organization_id = ${ctx.organizationId} and campaign_id = any(${ids}::uuid[])
      order by campaign_id, id desc) as state
    left join campaign_progress as progress
      on progress.organization_id = ${ctx.organizationId} and progress.campaign_id = state.campaign_id`.execute(ctx.db);
  const byId = new Map(details.map((detail) => [detail.campaign_id, detail]));
  return rows.map((row) => {
    const detail = byId.get(row.id);
    return {
      id: row.id,
      name: row.name,
      status: row.status as CampaignStatus,
      statusAt: (detail?.at ?? row.created_at).toISOString(),
      statusBy: detail?.by ?? null,
      statusReason: detail?.reason ?? null,
      step: stepShape.parse(row.step),
      audience: row.audience === null ? null : audienceShape.parse(row.audience),
      sessionId: row.session_id,
      text: row.text,
      speed: speedShape.parse(row.speed),
      quietHours:
        row.quiet_from === null || row.quiet_to === null
          ? null
          : { from: writeClockTime(row.quiet_from), to: writeClockTime(row.quiet_to) },
      zone: row.zone,
      audienceSize: row.audience_size,
      counts: detail?.counts ? parseCounts(detail.counts) : null,
      createdAt: row.created_at.toISOString(),
      createdBy: row.created_by,
      updatedAt: row.updated_at.toISOString(),
      testedAt: row.tested_at?.toISOString() ?? null,
      launchedAt: row.launched_at?.toISOString() ?? null,
      abilities: abilitiesOf(ctx, row),
    };
  });
}

/** Shows one campaign as the API does. */
export async function presentCampaign(ctx: Ctx, row: CampaignRow): Promise<PresentedCampaign> {
  const [presented] = await presentCampaigns(ctx, [row]);
  if (!presented) throw new Error("a campaign was not presented");
  return presented;
}
