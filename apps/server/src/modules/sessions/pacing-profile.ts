export const pacingProfileNames = ["careful", "normal", "fast", "off"] as const;
export type PacingProfileName = (typeof pacingProfileNames)[number];

/** How fast a number may send what is not a reply. */
export interface PacingProfile {
  /** Gaps are log-normal: half of them are shorter than the median; sigma is the spread. */
  gapMedianMilliseconds: number;
  gapSigma: number;
  perMinute: number;
  perHour: number;
  perDay: number;
}

// WhatsApp publishes no limits for unofficial clients. These stay well below what people report to be tolerated from
// numbers with a history; a young number should begin with "careful". "off" is for the sandbox and for benches.
const profiles: Record<PacingProfileName, PacingProfile> = {
  careful: { gapMedianMilliseconds: 20_000, gapSigma: 0.6, perMinute: 4, perHour: 120, perDay: 600 },
  normal: { gapMedianMilliseconds: 8_000, gapSigma: 0.5, perMinute: 10, perHour: 400, perDay: 3_000 },
  fast: { gapMedianMilliseconds: 2_500, gapSigma: 0.5, perMinute: 30, perHour: 1_200, perDay: 10_000 },
  off: { gapMedianMilliseconds: 0, gapSigma: 0, perMinute: Infinity, perHour: Infinity, perDay: Infinity },
};

/** Gives the gaps and caps of a profile. */
export function pacingProfile(name: PacingProfileName): PacingProfile {
  return profiles[name];
}
