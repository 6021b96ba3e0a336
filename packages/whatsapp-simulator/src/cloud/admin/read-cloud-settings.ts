import { type Input, optionalBoolean, optionalNumber, optionalWord } from "../../admin/read-input.ts";
import { refusal } from "../../network/refusal.ts";
import type { CloudSettings } from "../cloud-settings.ts";

const CHANCES = ["duplicateChance", "shuffleChance", "marketingCapChance", "experimentChance"] as const;
const TIMES = [
  "templateReviewDelay",
  "mediaUrlLifetime",
  "webhookGiveUpAfter",
  "webhookTimeout",
  "shuffleDelay",
] as const;
const SWITCHES = ["pairRate", "throughput", "chargeService", "pricingOnRead"] as const;
const LONGEST = 365 * 24 * 3_600_000;

/** The settings of the platform that a body names. */
export function readCloudSettings(body: Input): Partial<CloudSettings> {
  const change: Partial<CloudSettings> = {};
  const review = optionalWord(body, "templateReview", ["approve", "reject", "manual"]);
  if (review) change.templateReview = review;
  for (const name of CHANCES) {
    const value = optionalNumber(body, name, 0, 1);
    if (value !== undefined) change[name] = value;
  }
  for (const name of TIMES) {
    const value = optionalNumber(body, name, 0, LONGEST);
    if (value !== undefined) change[name] = value;
  }
  for (const name of SWITCHES) {
    const value = optionalBoolean(body, name);
    if (value !== undefined) change[name] = value;
  }
  if (body.webhookRetryDelays !== undefined) change.webhookRetryDelays = readDelays(body.webhookRetryDelays);
  if (body.allowedHosts !== undefined) change.allowedHosts = readHosts(body.allowedHosts);
  return change;
}

function readDelays(value: unknown): number[] {
  const isRight = (one: unknown): one is number => typeof one === "number" && one >= 0 && one <= LONGEST;
  if (!Array.isArray(value) || value.length === 0 || value.length > 100 || !value.every(isRight))
    throw refusal(400, "invalid", "webhookRetryDelays is a list of milliseconds");
  return value;
}

function readHosts(value: unknown): string[] {
  const isRight = (one: unknown): one is string => typeof one === "string" && one.length < 256;
  if (!Array.isArray(value) || value.length > 100 || !value.every(isRight))
    throw refusal(400, "invalid", "allowedHosts is a list of host names");
  return value;
}
