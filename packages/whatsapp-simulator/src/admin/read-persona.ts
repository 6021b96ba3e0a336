import { refusal } from "../network/refusal.ts";
import type { Persona } from "../network/settings.ts";
import { readDelay } from "./read-delay.ts";
import { isInput, optionalNumber } from "./read-input.ts";
import { readPersonaRules } from "./read-persona-rules.ts";

const CHANCES = ["readChance", "answerChance", "stopChance"] as const;
const DELAYS = ["readDelay", "answerDelay", "stopDelay"] as const;
const WORDS = ["answers", "stopWords"] as const;

/** Reads the wishes for a persona; what is not named stays as it is. */
export function readPersona(value: unknown): Partial<Persona> {
  if (!isInput(value)) throw refusal(400, "invalid", "persona must be an object");
  const persona: Partial<Persona> = {};
  for (const name of CHANCES) {
    const chance = optionalNumber(value, name, 0, 1);
    if (chance !== undefined) persona[name] = chance;
  }
  for (const name of DELAYS) {
    const delay = readDelay(value, name);
    if (delay) persona[name] = delay;
  }
  for (const name of WORDS) {
    const words = value[name];
    if (words === undefined) continue;
    if (!Array.isArray(words) || !words.every((word): word is string => typeof word === "string" && word !== ""))
      throw refusal(400, "invalid", `${name} must be a list of texts`);
    persona[name] = words;
  }
  if (value.awake !== undefined) persona.awake = value.awake === null ? null : readHours(value.awake);
  if (value.rules !== undefined) persona.rules = readPersonaRules(value.rules);
  return persona;
}

function readHours(value: unknown): [number, number] {
  const [from, until]: unknown[] = Array.isArray(value) ? value : [];
  const fits = (one: unknown): one is number => typeof one === "number" && one >= 0 && one <= 24;
  if (!fits(from) || !fits(until)) throw refusal(400, "invalid", "awake must be [from, until] in hours");
  return [from, until];
}
