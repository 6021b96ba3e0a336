import { EventEmitter } from "node:events";
import { Logger, run, type TaskList } from "graphile-worker";
import { sql } from "kysely";
import type { Machine } from "./context.ts";
import { factJobs } from "./listeners.ts";
import type { Metrics } from "./metrics.ts";
import type { ModuleDefinition } from "./module.ts";
import { systemScope, tenantScope } from "./scope.ts";

const beatEvery = 2_000;
/** A worker that did not beat for this long is dead; with the janitor's pace a job is free again within 10 s. */
const deadAfterSeconds = 6;

/**
 * Runs the jobs of all modules until stopped. After kill -9 of a process graphile-worker would keep its jobs locked
 * for 4 hours, so every worker beats, and whoever is alive frees the jobs of those that stopped.
 */
export async function startWorker(options: {
  machine: Machine;
  modules: readonly ModuleDefinition[];
  concurrency: number;
  metrics: Metrics;
}): Promise<{ stop(): Promise<void> }> {
  const { machine } = options;
  const log = machine.ports.log;
  const workerIds = new Set<string>();
  const events = new EventEmitter();
  events.on("worker:create", ({ worker }: { worker: { workerId: string } }) => workerIds.add(worker.workerId));

  const runner = await run({
    pgPool: machine.database.pool,
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: taskList(options),
    parsedCronItems: [],
    events: events as never,
    logger: new Logger(() => (level, message) => {
      if (level === "error") log.error(message);
      else if (level === "warning") log.warn(message);
      else log.debug(message);
    }),
  });
  const failed = runner.promise.catch((error: unknown) => log.error({ err: error }, "the job worker ended"));

  const beat = setInterval(() => {
    beatAndTidy(machine, [...workerIds]).catch((error: unknown) => log.warn({ err: error }, "a heartbeat failed"));
  }, beatEvery);
  await beatAndTidy(machine, [...workerIds]);

  return {
    async stop() {
      clearInterval(beat);
      await runner.stop();
      await failed;
      await machine.database.withSystem("say that these workers ended", (db) =>
        sql`delete from worker_heartbeats where worker_id = any(${[...workerIds]})`.execute(db),
      );
    },
  };
}

function taskList({
  machine,
  modules,
  metrics,
}: {
  machine: Machine;
  modules: readonly ModuleDefinition[];
  metrics: Metrics;
}): TaskList {
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

async function beatAndTidy(machine: Machine, workerIds: string[]): Promise<void> {
  await machine.database.withSystem("beat, and free the jobs of dead workers", async (db) => {
    await sql`insert into worker_heartbeats (worker_id, beat_at) select id, clock_timestamp() from unnest(${workerIds}::text[]) id
      on conflict (worker_id) do update set beat_at = excluded.beat_at`.execute(db);
    // A worker that holds a job and never beat counts as dead only when the job is older than its first beat could be.
    const dead = await sql<{ worker_id: string }>`
      select distinct locked_by as worker_id from graphile_worker._private_jobs
      where locked_by is not null and locked_at < clock_timestamp() - make_interval(secs => ${deadAfterSeconds})
        and not exists (select from worker_heartbeats
          where worker_id = locked_by and beat_at > clock_timestamp() - make_interval(secs => ${deadAfterSeconds}))`.execute(
      db,
    );
    const ids = dead.rows.map((row) => row.worker_id);
    if (ids.length === 0) return;
    await sql`select graphile_worker.force_unlock_workers(${ids}::text[])`.execute(db);
    await sql`delete from worker_heartbeats where worker_id = any(${ids})`.execute(db);
    machine.ports.log.warn({ workers: ids.length }, "freed the jobs of workers that died");
  });
}
