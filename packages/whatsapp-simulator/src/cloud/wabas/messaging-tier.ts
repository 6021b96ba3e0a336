import type { Waba } from "../cloud-objects.ts";

const TIERS: readonly (readonly [number, string])[] = [
  [250, "TIER_250"],
  [2_000, "TIER_2K"],
  [10_000, "TIER_10K"],
  [100_000, "TIER_100K"],
];

/** The name of a messaging limit. */
export function tierOf(waba: Waba | undefined): string {
  if (!waba || waba.dailyLimit === null) return "TIER_UNLIMITED";
  const { dailyLimit } = waba;
  return TIERS.find(([limit]) => dailyLimit <= limit)?.[1] ?? "TIER_100K";
}
