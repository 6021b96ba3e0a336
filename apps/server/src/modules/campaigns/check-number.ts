import type { Ctx } from "../../kernel/context.ts";
import { findSession, pacingProfile, type SessionRow, warmthOf } from "../sessions/index.ts";
import type { SendingCaps } from "./plan-flight.ts";
import type { CampaignRow } from "./policy.ts";
import type { CampaignProblem } from "./schema.ts";
import { slowerProfile } from "./slower-profile.ts";

export interface NumberCheck {
  problems: CampaignProblem[];
  /** What the number may send at a moment; null when there is no number. */
  caps: ((at: Date) => SendingCaps) | null;
}

const needsPairing = new Set(["logged_out", "banned", "rejected"]);

/** Tells whether the number is linked to a phone, online or not. One that is not sends nothing until it is paired again. */
export function isLinked(session: Pick<SessionRow, "phone" | "status">): boolean {
  return session.phone !== null && !needsPairing.has(session.status);
}

/** Looks at the number that is to send: without one, or with one that is no longer linked, nothing can be launched. */
export async function checkNumber(ctx: Ctx, campaign: CampaignRow): Promise<NumberCheck> {
  if (campaign.session_id === null) return { problems: [error("no_session")], caps: null };
  const session = await findSession(ctx, campaign.session_id);
  if (!session) return { problems: [error("session_deleted")], caps: null };
  const problems: CampaignProblem[] = [];
  if (!isLinked(session)) problems.push(error("session_not_paired"));
  else if (session.status !== "online") problems.push(warning("session_offline", { status: session.status }));
  const warmth = warmthAt(session, ctx.now());
  if (warmth < 1 && session.pacing_profile !== "off")
    problems.push(warning("young_number", { percent: Math.round(warmth * 100) }));
  return { problems, caps: capsOf(campaign, session) };
}

/** A young number ramps up, so each hour of the plan has caps of its own. */
function capsOf(campaign: CampaignRow, session: SessionRow): (at: Date) => SendingCaps {
  const profile = pacingProfile(slowerProfile(campaign.speed, session.pacing_profile));
  if (profile.perHour === Number.POSITIVE_INFINITY) return () => profile;
  return (at) => {
    const warmth = warmthAt(session, at);
    return {
      perHour: Math.max(1, Math.min(profile.perHour * warmth, evenPace(profile.gapMedianMilliseconds))),
      perDay: Math.max(1, Math.floor(profile.perDay * warmth)),
    };
  };
}

/** Gaps between two messages allow no more than this, whatever the cap of the hour says. */
function evenPace(gap: number): number {
  return 3_600_000 / gap;
}

function warmthAt(session: SessionRow, at: Date): number {
  return warmthOf({ profile: "normal", since: session.paired_at?.getTime() }, at.getTime());
}

function error(code: string): CampaignProblem {
  return { code, severity: "error", step: "limits" };
}

function warning(code: string, data: Record<string, string | number>): CampaignProblem {
  return { code, severity: "warning", step: "limits", data };
}
