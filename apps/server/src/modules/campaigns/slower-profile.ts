import { type PacingProfileName, pacingProfileNames } from "../sessions/index.ts";

/**
 * The pace of a campaign: its own speed or that of the number, whichever is slower. A number without pacing (sandbox and
 * benches) sends as fast as it can.
 */
export function slowerProfile(speed: string, numberProfile: string): PacingProfileName {
  const own = placeOf(speed);
  const number = placeOf(numberProfile);
  if (numberProfile === "off") return "off";
  return pacingProfileNames[Math.min(own, number)] ?? "careful";
}

/** Tells whether the campaign itself has to hold back, because its number would send faster. */
export function isSlowerThanNumber(speed: string, numberProfile: string): boolean {
  return numberProfile !== "off" && placeOf(speed) < placeOf(numberProfile);
}

/** From slow to fast; what is not known counts as the slowest. */
function placeOf(name: string): number {
  const names: readonly string[] = pacingProfileNames;
  return Math.max(0, names.indexOf(name));
}
