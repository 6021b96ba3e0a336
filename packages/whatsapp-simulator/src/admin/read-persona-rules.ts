import { refusal } from "../network/refusal.ts";
import type { PersonaAction, PersonaRule } from "../people/persona-rule.ts";
import { readDelay } from "./read-delay.ts";
import {
  type Input,
  isInput,
  needPhone,
  needText,
  optionalBoolean,
  optionalNumber,
  optionalText,
  optionalWord,
} from "./read-input.ts";
import { readTexts } from "./read-wish.ts";

const MOST_RULES = 100;
const MEDIA = ["image", "video", "audio", "document", "sticker"] as const;

/** Reads the rules of a persona. */
export function readPersonaRules(value: unknown): PersonaRule[] {
  if (!Array.isArray(value) || value.length > MOST_RULES)
    throw refusal(400, "invalid", `rules must be a list of at most ${MOST_RULES}`);
  return value.map((rule: unknown) => {
    if (!isInput(rule) || !isInput(rule.do)) throw refusal(400, "invalid", "a rule says what to do");
    const when = optionalText(rule, "when", 500);
    if (when !== undefined) requirePattern(when);
    return {
      when,
      kind: optionalText(rule, "kind", 60),
      chance: optionalNumber(rule, "chance", 0, 1),
      delay: readDelay(rule, "delay"),
      do: readAction(rule.do),
    };
  });
}

function readAction(input: Input): PersonaAction {
  const answer =
    typeof input.answer === "string"
      ? [input.answer]
      : input.answer === undefined
        ? undefined
        : readTexts(input, "answer");
  return {
    answer,
    media: input.media === undefined ? undefined : readMedia(input.media),
    react: optionalText(input, "react", 64),
    vote: optionalNumber(input, "vote", 0, 100),
    block: optionalBoolean(input, "block"),
    report: optionalBoolean(input, "report"),
    offline: optionalNumber(input, "offline", 0, 365 * 86_400_000),
    changeNumber: input.changeNumber === undefined ? undefined : needPhone(input.changeNumber, "changeNumber"),
  };
}

function readMedia(value: unknown): NonNullable<PersonaAction["media"]> {
  if (!isInput(value)) throw refusal(400, "invalid", "media must be an object");
  const kind = optionalWord(value, "kind", MEDIA);
  if (!kind) throw refusal(400, "missing", "kind is needed");
  return { kind, base64: needText(value, "base64", 1_000_000), caption: optionalText(value, "caption", 4_000) };
}

function requirePattern(when: string): void {
  try {
    new RegExp(when, "iu");
  } catch {
    throw refusal(400, "invalid", "when must be a regular expression");
  }
}
