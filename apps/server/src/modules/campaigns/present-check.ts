import type { z } from "zod";
import type { CampaignCheck } from "./check-campaign.ts";
import type { presentedCheck } from "./schema.ts";

/** Shows what was found as the API does. */
export function presentCheck(check: CampaignCheck, now: Date): z.input<typeof presentedCheck> {
  const { audience, text, plan, number } = check;
  const caps = number.caps?.(now);
  return {
    audience: {
      total: audience.total,
      receive: audience.receive,
      skipped: audience.skipped,
      zones: audience.zones,
    },
    text: {
      variables: text.variables,
      variantCount: text.variantCount,
      shortest: text.shortest,
      longest: text.longest,
    },
    problems: check.problems,
    plan:
      plan && caps
        ? {
            startAt: now.toISOString(),
            finishAt: plan.finishAt?.toISOString() ?? null,
            perHour: finite(caps.perHour),
            perDay: finite(caps.perDay),
            hours: plan.hours.map((hour) => ({ ...hour, cap: finite(hour.cap), at: hour.at.toISOString() })),
          }
        : null,
  };
}

/** JSON knows no infinity: a number that is not paced has no cap. */
function finite(cap: number): number | null {
  return Number.isFinite(cap) ? Math.round(cap) : null;
}
