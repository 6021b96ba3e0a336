import type { App } from "../compose.ts";
import { runPump } from "../kernel/events.ts";
import { subscriptionsOf } from "../kernel/listeners.ts";
import { startSweeps } from "../kernel/sweeps.ts";
import { startWorker } from "../kernel/worker.ts";
import type { RunningRole } from "./role.ts";

/** Runs jobs, listeners and sweeps, and stamps facts. */
export async function startWorkerRole(app: App): Promise<RunningRole> {
  const { machine, modules, metrics } = app;
  const abort = new AbortController();
  const worker = await startWorker({ machine, modules, metrics, concurrency: app.config.BALAS_WORKER_CONCURRENCY });
  const pump = runPump(machine.database, subscriptionsOf(modules), machine.ports.log, abort.signal);
  const sweeps = startSweeps(machine, modules);
  return {
    async stop() {
      abort.abort();
      await sweeps.stop();
      await pump;
      await worker.stop();
    },
  };
}
