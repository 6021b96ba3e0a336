import { sql } from "kysely";
import type { z } from "zod";
import type { Db } from "./db.ts";

/** What adding a job needs to know of it. */
export interface JobReference<Data> {
  name: string;
  schema: z.ZodType<Data>;
  /** Tries in all, default 25 (over about three days). */
  attempts?: number;
}

export interface EnqueueOptions {
  /** A job with the same key that still waits is replaced instead of added: debounces. */
  key?: string;
  /** Jobs of one queue run one after another. */
  queue?: string;
  /** Seconds of real time to wait; business deadlines are swept by `ctx.now()` instead. */
  delay?: number;
  /** Lower runs first; default 0. */
  priority?: number;
}

/** Adds a job within the transaction, so that it exists exactly when the rest of the transaction does. */
export async function enqueueIn<Data>(
  db: Db,
  organizationId: string | null,
  job: JobReference<Data>,
  data: Data,
  options: EnqueueOptions = {},
): Promise<void> {
  const payload = JSON.stringify({ organizationId, data });
  // enqueue_job runs as owner: role app has no rights in the schema of the jobs.
  await sql`select enqueue_job(${job.name}, ${payload}::json, ${options.queue ?? null}, ${options.delay ?? null}::float8,
    ${job.attempts ?? null}::int, ${options.key ?? null}, ${options.priority ?? null}::int)`.execute(db);
}
