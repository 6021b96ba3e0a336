import { refusal } from "../network/refusal.ts";
import type { Input } from "./read-input.ts";

const LONGEST_DELAY = 365 * 86_400_000;

/** A time, or the shortest and the longest, in milliseconds. */
export function readDelay(value: Input, name: string): [number, number] | undefined {
  const delay = value[name];
  if (delay === undefined) return undefined;
  const pair = Array.isArray(delay) ? delay : [delay, delay];
  const [low, high]: unknown[] = pair;
  const fits = (one: unknown): one is number => typeof one === "number" && one >= 0 && one <= LONGEST_DELAY;
  if (pair.length !== 2 || !fits(low) || !fits(high) || low > high)
    throw refusal(400, "invalid", `${name} must be milliseconds or [shortest, longest]`);
  return [low, high];
}
