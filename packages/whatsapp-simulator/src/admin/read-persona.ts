import { refusal } from "../network/refusal.ts";
import type { Persona } from "../network/settings.ts";
import { type Input, isInput, optionalNumber } from "./read-input.ts";

const CHANCES = ["readChance", "answerChance", "stopChance"] as const;
const DELAYS = ["readDelay", "answerDelay", "stopDelay"] as const;
const WORDS = ["answers", "stopWords"] as const;
const LONGEST_DELAY = 365 * 86_400_000;

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
  return persona;
}

function readDelay(value: Input, name: string): [number, number] | undefined {
  const delay = value[name];
  if (delay === undefined) return undefined;
  const pair = Array.isArray(delay) ? delay : [delay, delay];
  const [low, high]: unknown[] = pair;
  const fits = (one: unknown): one is number => typeof one === "number" && one >= 0 && one <= LONGEST_DELAY;
  if (pair.length !== 2 || !fits(low) || !fits(high) || low > high)
    throw refusal(400, "invalid", `${name} must be milliseconds or [shortest, longest]`);
  return [low, high];
}
