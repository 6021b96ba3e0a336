import { pacingProfile, type SessionRow } from "../sessions/index.ts";
import type { CampaignRow } from "./policy.ts";
import { isSlowerThanNumber, slowerProfile } from "./slower-profile.ts";

/** Messages are laid out no further ahead, so that a pause or a change of speed is felt at once. */
const horizon = 10 * 60_000;
const hour = 3_600_000;

/** Milliseconds between two messages where the campaign is slower than its number; 0: the number alone sets the pace. */
export function ownGap(campaign: CampaignRow, session: SessionRow): number {
  if (!isSlowerThanNumber(campaign.speed, session.pacing_profile)) return 0;
  const profile = pacingProfile(slowerProfile(campaign.speed, session.pacing_profile));
  return Math.max(profile.gapMedianMilliseconds, hour / profile.perHour);
}

/** The moments from which the next messages may go, at most `limit` of them; without a gap all may go now. */
export function placesIn(request: { now: Date; gap: number; from: Date | null; limit: number }): Date[] {
  const { now, gap, limit } = request;
  if (gap === 0) return Array.from({ length: limit }, () => now);
  const first = Math.max(now.getTime(), request.from?.getTime() ?? 0);
  const room = Math.ceil((now.getTime() + horizon - first) / gap);
  return Array.from({ length: Math.max(0, Math.min(limit, room)) }, (_, index) => new Date(first + index * gap));
}
