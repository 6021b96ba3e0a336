import type { Machine } from "./context.ts";
import { forgetFacts } from "./forget-facts.ts";
import { forgetKeys } from "./forget-keys.ts";
import type { ModuleDefinition } from "./module.ts";
import { systemScope } from "./scope.ts";

/** Starts the sweeps of the kernel and of all modules; each runs at its pace, in one process at a time, and never twice at once. */
export function startSweeps(machine: Machine, modules: readonly ModuleDefinition[]): { stop(): Promise<void> } {
  let isStopped = false;
  const running = new Set<Promise<void>>();
  const timers = [forgetKeys, forgetFacts, ...modules.flatMap((module) => module.sweeps)].map((sweep) => {
    let isBusy = false;
    return setInterval(() => {
      if (isBusy || isStopped) return;
      isBusy = true;
      const work = whileHoldingLock(machine, `sweep ${sweep.name}`, () => sweep.run(systemScope(machine, sweep.name)))
        .catch((error: unknown) => machine.ports.log.error({ err: error, sweep: sweep.name }, "a sweep failed"))
        .finally(() => {
          isBusy = false;
          running.delete(work);
        });
      running.add(work);
    }, sweep.everySeconds * 1000);
  });
  return {
    async stop() {
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
    },
  };
}

async function whileHoldingLock(machine: Machine, name: string, work: () => Promise<void>): Promise<void> {
  const client = await machine.database.pool.connect();
  try {
    const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock(hashtext($1)) as held", [name]);
    if (!rows[0]?.held) return;
    try {
      await work();
    } finally {
      await client.query("select pg_advisory_unlock(hashtext($1))", [name]);
    }
  } finally {
    client.release();
  }
}
