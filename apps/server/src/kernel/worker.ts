import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger, type Runner, run, type TaskList } from "graphile-worker";
import pg from "pg";
import type { Machine } from "./context.ts";
import { factJobs } from "./listeners.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { ModuleDefinition } from "./module.ts";
import { systemScope, tenantScope } from "./scope.ts";

const beatEvery = 2_000;
/** A worker that did not beat for this long is dead; with the janitor's pace a job is free again within 10 s. */
const deadAfterSeconds = 6;

/** How long to wait before a runner that ended by itself is started again. */
const restartAfter = 1_000;

interface WorkerOptions {
  machine: Machine;
  modules: readonly ModuleDefinition[];
  concurrency: number;
  metrics: Metrics;
}

/**
 * Runs the jobs of all modules until stopped. After kill -9 of a process graphile-worker would keep its jobs locked
 * for 4 hours, so every pool beats, and whoever is alive frees the jobs of those that stopped. A runner ends by itself
 * when it can't tell the database what became of a job; it is started again, and the janitor frees what it held.
 */
export async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { machine } = options;
  const log = machine.ports.log;
  // The pool, not its workers, is what holds the lock of a job.
  const pools = new Set<string>();
  const events = new EventEmitter();
  events.on("pool:create", ({ workerPool }: { workerPool: { id: string } }) => pools.add(workerPool.id));
  const abort = new AbortController();

  // A connection of its own: a beat that waits for one while all are busy would look like death.
  const beats = new pg.Pool({ ...machine.database.pool.options, max: 1, application_name: "balas-heartbeat" });
  beats.on("error", (error) => log.warn({ err: error }, "the connection of the heartbeat ended"));

  let runner = await runJobs(options, events);
  const ended = (async () => {
    for (;;) {
      await runner.promise.catch((error: unknown) => log.error({ err: error }, "the job worker ended"));
      pools.clear();
      const next = await beginAgain(options, events, abort.signal);
      if (!next) return;
      runner = next;
    }
  })();

  const beat = setInterval(() => {
    beatAndTidy(beats, [...pools], log).catch((error: unknown) => log.warn({ err: error }, "a heartbeat failed"));
  }, beatEvery);
  await beatAndTidy(beats, [...pools], log);

  return {
    async stop() {
      abort.abort();
      clearInterval(beat);
      const held = [...pools];
      // It may have ended by itself just now.
      await runner.stop().catch(() => undefined);
      await ended;
      await beats.query("delete from worker_heartbeats where worker_id = any($1)", [held]);
      await beats.end();
    },
  };
}

async function beginAgain(
  options: WorkerOptions,
  events: EventEmitter,
  signal: AbortSignal,
): Promise<Runner | undefined> {
  while (!signal.aborted) {
    await sleep(restartAfter, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
    try {
      return await runJobs(options, events);
    } catch (error) {
      options.machine.ports.log.warn({ err: error }, "the job worker can't start yet");
    }
  }
  return undefined;
}

function runJobs(options: WorkerOptions, events: EventEmitter): Promise<Runner> {
  const log = options.machine.ports.log;
  return run({
    pgPool: options.machine.database.pool,
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    // Told one by one, the end of a job is nobody's promise: without its database it would end this process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: taskList(options),
    parsedCronItems: [],
    events: events as never,
    logger: new Logger(() => (level, message) => {
      if (level === "error") log.error(message);
      else if (level === "warning") log.warn(message);
      else log.debug(message);
    }),
  });
}

function taskList({ machine, modules, metrics }: WorkerOptions): TaskList {
  const tasks: TaskList = {};
  for (const job of [...modules.flatMap((module) => module.jobs), ...factJobs(modules)]) {
    if (tasks[job.name]) throw new Error(`two jobs are named ${job.name}`);
    tasks[job.name] = async (payload, helpers) => {
      const { organizationId, data } = payload as { organizationId: string | null; data: unknown };
      const parsed = job.schema.parse(data) as never;
      const requestId = `job-${helpers.job.id}`;
      try {
        if (job.kind === "system") await job.run(systemScope(machine, job.name, requestId) as never, parsed);
        else {
          if (!organizationId) throw new Error(`job ${job.name} came without its organization`);
          const actor = { kind: "system" as const, name: job.name };
          await job.run(tenantScope(machine, { organizationId, actor, requestId }) as never, parsed);
        }
        metrics.jobs.inc({ job: job.name, outcome: "done" });
      } catch (error) {
        metrics.jobs.inc({ job: job.name, outcome: "failed" });
        machine.ports.log.warn(
          { err: error, job: job.name, attempt: helpers.job.attempts },
          "a job failed and is tried again",
        );
        throw error;
      }
    };
  }
  return tasks;
}

async function beatAndTidy(beats: pg.Pool, workerIds: string[], log: Log): Promise<void> {
  await beats.query(
    `insert into worker_heartbeats (worker_id, beat_at) select id, clock_timestamp() from unnest($1::text[]) id
     on conflict (worker_id) do update set beat_at = excluded.beat_at`,
    [workerIds],
  );
  // A worker that holds a job and never beat counts as dead only when the job is older than its first beat could be.
  const { rows } = await beats.query<{ worker_id: string }>(
    `select distinct locked_by as worker_id from graphile_worker._private_jobs
     where locked_by is not null and locked_at < clock_timestamp() - make_interval(secs => $1)
       and not exists (select from worker_heartbeats
         where worker_id = locked_by and beat_at > clock_timestamp() - make_interval(secs => $1))`,
    [deadAfterSeconds],
  );
  const ids = rows.map((row) => row.worker_id);
  if (ids.length === 0) return;
  await beats.query("select graphile_worker.force_unlock_workers($1::text[])", [ids]);
  await beats.query("delete from worker_heartbeats where worker_id = any($1)", [ids]);
  log.warn({ workers: ids.length }, "freed the jobs of workers that died");
}
