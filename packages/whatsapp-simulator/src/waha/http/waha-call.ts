import { type Input, isInput } from "../../admin/read-input.ts";
import type { Waha } from "../waha.ts";
import { wahaError } from "./waha-error.ts";

/** A call on the WAHA API. */
export interface WahaCall {
  waha: Waha;
  /** The named parts of the path. */
  path: Record<string, string>;
  query: URLSearchParams;
  input: Input;
  accept: string;
  origin: string;
}

/** `METHOD /path/:part` to what it does. */
export type WahaRoutes = Record<string, (call: WahaCall) => unknown>;

/** An answer that is not JSON with the usual status. */
export class WahaAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;

  constructor(status: number, type: string, body: Buffer) {
    this.status = status;
    this.type = type;
    this.body = body;
  }
}

/** A text that must be there. */
export function textIn(input: Input, name: string): string {
  const value = input[name];
  if (typeof value !== "string" || value === "") throw wahaError(400, `${name} must be a string`);
  return value;
}

/** A text that may be left out. */
export function optionalTextIn(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw wahaError(400, `${name} must be a string`);
  return value;
}

/** An object that must be there. */
export function objectIn(input: Input, name: string): Input {
  const value = input[name];
  if (!isInput(value)) throw wahaError(400, `${name} must be an object`);
  return value;
}

/** A list that must be there. */
export function listIn(input: Input, name: string): unknown[] {
  const value = input[name];
  if (!Array.isArray(value) || value.length > 1_000) throw wahaError(400, `${name} must be an array`);
  return value;
}

/** A page of a list by `limit` and `offset`. */
export function paged<Kept>(list: Kept[], query: URLSearchParams): Kept[] {
  const offset = Math.max(0, Number(query.get("offset")) || 0);
  const limit = Math.min(Math.max(0, Number(query.get("limit") ?? 100) || 100), 1_000);
  return list.slice(offset, offset + limit);
}
