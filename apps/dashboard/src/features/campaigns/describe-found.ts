import type { Say } from "../../texts/use-texts.ts";
import type { Problem } from "./queries.ts";
import { campaignTexts } from "./texts.ts";

type Texts = typeof campaignTexts.id;

/** One sentence for a thing that the check found. */
export function describeFound(t: Say<Texts>, problem: Problem, number: (value: number) => string): string {
  const data = problem.data ?? {};
  const key = `found.${problem.code}`;
  if (problem.code === "missing_values") {
    const name = String(data.name ?? "");
    const count = Number(data.count ?? 0);
    return t("found.missing_values", {
      count,
      people: number(count),
      name: `{{${name}}}`,
      sample: `{{${name}|Kak}}`,
    });
  }
  return isKnown(key) ? t(key, braced(problem)) : t("found.other", { code: problem.code });
}

type FoundKey = Exclude<Extract<keyof Texts, `found.${string}`>, `${string}_one` | `${string}_other`>;

function isKnown(key: string): key is FoundKey {
  return key in campaignTexts.id;
}

/** A variable is shown as it stands in the text, so that one finds it. */
function braced({ data = {} }: Problem): Record<string, string | number> {
  return typeof data.name === "string" ? { ...data, name: `{{${data.name}}}` } : data;
}

const reasons = {
  opted_out: "reason.opted_out",
  no_whatsapp_number: "reason.no_whatsapp_number",
  contact_deleted: "reason.contact_deleted",
  empty_text: "reason.empty_text",
  stopped: "reason.stopped",
  not_on_whatsapp: "reason.not_on_whatsapp",
  unspecified: "reason.unspecified",
} as const;

/** Why a person was skipped or a message failed, in words. */
export function describeReason(t: Say<Texts>, reason: string): string {
  const key = Object.entries(reasons).find(([code]) => code === reason)?.[1];
  return key ? t(key) : t("reason.other", { code: reason });
}
