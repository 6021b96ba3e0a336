import type { IncomingMessage } from "node:http";
import { refusal } from "../network/refusal.ts";
import { phoneDigits } from "../people/user.ts";

const LARGEST_BODY = 16 * 1024 * 1024;

/** A parsed body: an object whose values nobody has looked at yet. */
export type Input = Record<string, unknown>;

/** Reads a whole request body; refuses one that is too large. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_BODY) throw refusal(413, "too_large", `a body may have ${LARGEST_BODY} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The object in a JSON body; an empty body is an empty object. */
export function parseInput(body: string): Input {
  if (body.trim() === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw refusal(400, "not_json", "the body is not JSON");
  }
  if (!isInput(value)) throw refusal(400, "not_an_object", "the body must be a JSON object");
  return value;
}

/** True for a plain object. */
export function isInput(value: unknown): value is Input {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text that must be there. */
export function needText(input: Input, name: string, longest = 100_000): string {
  const value = optionalText(input, name, longest);
  if (value === undefined || value === "") throw refusal(400, "missing", `${name} is needed`);
  return value;
}

/** A text that may be there. */
export function optionalText(input: Input, name: string, longest = 100_000): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw refusal(400, "invalid", `${name} must be a text`);
  if (value.length > longest) throw refusal(400, "invalid", `${name} may have ${longest} characters`);
  return value;
}

/** A number between two bounds that may be there. */
export function optionalNumber(input: Input, name: string, low: number, high: number): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value) || value < low || value > high)
    throw refusal(400, "invalid", `${name} must be a number from ${low} to ${high}`);
  return value;
}

/** A yes or no that may be there. */
export function optionalBoolean(input: Input, name: string): boolean | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "boolean") throw refusal(400, "invalid", `${name} must be true or false`);
  return value;
}

/** One of some words that may be there. */
export function optionalWord<Word extends string>(
  input: Input,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw refusal(400, "invalid", `${name} must be one of ${words.join(", ")}`);
  return word;
}

/** A phone number in any usual writing, as its digits. */
export function needPhone(value: unknown, name = "phone"): string {
  const digits = typeof value === "string" || typeof value === "number" ? phoneDigits(String(value)) : undefined;
  if (digits === undefined) throw refusal(400, "not_a_phone", `${name} must be a phone number with country code`);
  return digits;
}
