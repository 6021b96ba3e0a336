import { type Input, isInput } from "../../admin/read-input.ts";
import { GraphError, invalidParameter } from "../graph-error.ts";

/** A parameter that is missing. */
export function missing(name: string): GraphError {
  return new GraphError(131008, `The parameter ${name} is required.`);
}

/** A parameter whose value cannot be. */
export function wrongValue(details: string): GraphError {
  return new GraphError(131009, details);
}

/** An object, also one written as JSON in a text, as forms carry it. */
export function objectAt(input: Input, name: string): Input {
  const value = parsed(input[name]);
  if (value === undefined || value === null) throw missing(name);
  if (!isInput(value)) throw invalidParameter(`Param ${name} must be a JSON object.`);
  return value;
}

/** An object that may be left out. */
export function optionalObjectAt(input: Input, name: string): Input | undefined {
  return input[name] === undefined || input[name] === null ? undefined : objectAt(input, name);
}

/** A list of objects with bounds to its length. */
export function objectsAt(input: Input, name: string, least: number, most: number): Input[] {
  const value = parsed(input[name]);
  if (value === undefined || value === null) throw missing(name);
  if (!Array.isArray(value)) throw invalidParameter(`Param ${name} must be an array.`);
  if (value.length < least || value.length > most)
    throw wrongValue(`${name} must have ${least} to ${most} elements, it has ${value.length}.`);
  return value.map((one, index) => {
    if (!isInput(one)) throw invalidParameter(`Param ${name}[${index}] must be a JSON object.`);
    return one;
  });
}

/** A text with a bound to its length. */
export function textAt(input: Input, name: string, most: number): string {
  const value = optionalTextAt(input, name, most);
  if (value === undefined || value === "") throw missing(name);
  return value;
}

/** A text that may be left out. */
export function optionalTextAt(input: Input, name: string, most: number): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw invalidParameter(`Param ${name} must be a string.`);
  if ([...value].length > most) throw wrongValue(`Param ${name} must be at most ${most} characters long.`);
  return value;
}

/** A number between bounds, also one written as a text. */
export function numberAt(input: Input, name: string, low: number, high: number): number {
  const value = input[name];
  if (value === undefined || value === null || value === "") throw missing(name);
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) throw invalidParameter(`Param ${name} must be a number.`);
  if (number < low || number > high) throw wrongValue(`Param ${name} must be between ${low} and ${high}.`);
  return number;
}

/** A yes or no, also one written as a text. */
export function booleanAt(input: Input, name: string): boolean {
  const value = input[name];
  if (value === undefined || value === null || value === false || value === "false") return false;
  if (value === true || value === "true") return true;
  throw invalidParameter(`Param ${name} must be a boolean.`);
}

/** Refuses keys that this object does not have. */
export function only(input: Input, name: string, keys: readonly string[]): void {
  const strange = Object.keys(input).find((key) => !keys.includes(key));
  if (strange !== undefined) throw invalidParameter(`Unexpected key "${strange}" on param "${name}".`);
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
