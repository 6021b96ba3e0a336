import { checkText, type TextCheck } from "@balas/message-text";
import type { CampaignProblem } from "./schema.ts";
import { knownVariables } from "./text-values.ts";

/** WhatsApp's own limit for a text on the official API, and where a phone folds a text away. */
export const longestText = 4096;

// What people write after "reply …" to say how one gets out; the words that compliance obeys.
const waysOut = /\b(stop|berhenti|unsubscribe)\b/i;

/** Finds what is wrong with the text of a campaign: errors keep it from being launched, warnings do not. */
export function checkMessage(text: string, fieldKeys: readonly string[]): TextCheck & { found: CampaignProblem[] } {
  const check = checkText(text, { knownVariables: knownVariables(fieldKeys), maximumLength: longestText });
  const found: CampaignProblem[] = check.problems.map((problem) => ({
    ...problem,
    severity: "error",
    step: "content",
  }));
  if (text.trim() !== "" && !waysOut.test(text))
    found.push({ code: "no_stop_hint", severity: "warning", step: "content" });
  return { ...check, found };
}
