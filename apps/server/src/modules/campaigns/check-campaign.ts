import type { TextCheck } from "@balas/message-text";
import type { Ctx } from "../../kernel/context.ts";
import { audienceShape, listFieldKeys } from "../contacts/index.ts";
import { checkMessage } from "./check-message.ts";
import { checkNumber, type NumberCheck } from "./check-number.ts";
import { quietHoursOf } from "./clock-time.ts";
import { type AudienceCount, countAudience } from "./count-audience.ts";
import { type FlightPlan, planFlight } from "./plan-flight.ts";
import type { CampaignRow } from "./policy.ts";
import type { CampaignProblem } from "./schema.ts";

export interface CampaignCheck {
  audience: AudienceCount;
  text: TextCheck;
  problems: CampaignProblem[];
  number: NumberCheck;
  plan: FlightPlan | null;
}

const nobody: AudienceCount = { total: 0, receive: 0, skipped: [], zones: [], missing: [] };

/** Looks at a campaign as it would be launched now: who is in and out, what is wrong, and when it would be done. */
export async function checkCampaign(ctx: Ctx, campaign: CampaignRow): Promise<CampaignCheck> {
  const chosen = campaign.audience === null ? null : audienceShape.parse(campaign.audience);
  const audience = chosen
    ? await countAudience(ctx, { audience: chosen, zone: campaign.zone, text: campaign.text })
    : { ...nobody };
  const { found, ...text } = checkMessage(campaign.text, await listFieldKeys(ctx));
  const number = await checkNumber(ctx, campaign);
  const unknown = found.flatMap((problem) => (problem.code === "unknown_variable" ? [problem.data?.name] : []));
  // What does not exist has no value for anybody: said once is enough.
  audience.missing = audience.missing.filter((missing) => !unknown.includes(missing.name));
  const problems = [...checkAudience(chosen !== null, audience), ...found, ...number.problems];
  if (campaign.tested_at === null) problems.push({ code: "not_tested", severity: "warning", step: "test" });
  return { audience, text, problems, number, plan: planOf(ctx, campaign, audience, number) };
}

function checkAudience(isChosen: boolean, audience: AudienceCount): CampaignProblem[] {
  if (!isChosen) return [{ code: "no_audience", severity: "error", step: "audience" }];
  if (audience.receive === 0)
    return [{ code: "nobody_receives", severity: "error", step: "audience", data: { total: audience.total } }];
  return audience.missing.map((missing) => ({
    code: "missing_values",
    severity: "warning",
    step: "content",
    data: { name: missing.name, count: missing.count },
  }));
}

function planOf(ctx: Ctx, campaign: CampaignRow, audience: AudienceCount, number: NumberCheck): FlightPlan | null {
  const { caps } = number;
  if (!caps || audience.receive === 0) return null;
  return planFlight({
    startAt: ctx.now(),
    zone: campaign.zone,
    recipients: audience.zones,
    quiet: quietHoursOf(campaign),
    capsAt: caps,
  });
}
