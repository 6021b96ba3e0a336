import type { z } from "zod";
import type { JobReference } from "./enqueue.ts";
import type { Scope, SystemScope } from "./scope.ts";

/** Work that runs outside of a request: retried with back-off until it succeeds, so it must be safe to run twice. */
export interface Job<Data> extends JobReference<Data> {
  kind: "tenant" | "system";
  run(scope: never, data: Data): Promise<void>;
}

/** A job as the machine sees it, whatever its data. */
export interface AnyJob extends JobReference<unknown> {
  kind: "tenant" | "system";
  run(scope: never, data: never): Promise<void>;
}

/** Declares a job of an organization. It runs outside of a transaction; `scope.inTransaction` opens one. */
export function job<Data>(
  name: string,
  schema: z.ZodType<Data>,
  run: (scope: Scope, data: Data) => Promise<void>,
  options: { attempts?: number } = {},
): Job<Data> {
  return { name, schema, run, kind: "tenant", ...options };
}

/** Declares a job that belongs to no organization. */
export function systemJob<Data>(
  name: string,
  schema: z.ZodType<Data>,
  run: (scope: SystemScope, data: Data) => Promise<void>,
  options: { attempts?: number } = {},
): Job<Data> {
  return { name, schema, run, kind: "system", ...options };
}
