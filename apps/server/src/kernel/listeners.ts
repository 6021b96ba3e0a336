import { z } from "zod";
import type { Subscription } from "./events.ts";
import { type Job, job } from "./jobs.ts";
import type { ModuleDefinition } from "./module.ts";

/** The listeners as the pump needs them. */
export function subscriptionsOf(modules: readonly ModuleDefinition[]): Subscription[] {
  return modules.flatMap((module) =>
    module.listeners.map((listener) => ({ factName: listener.fact.name, jobName: listener.name, when: listener.when })),
  );
}

/** One job per listener: parses the fact and runs the reaction in a transaction. */
export function factJobs(modules: readonly ModuleDefinition[]): Job<never>[] {
  const envelope = z.object({ id: z.number(), seq: z.number(), data: z.unknown() });
  return modules.flatMap((module) =>
    module.listeners.map(
      (listener) =>
        job(listener.name, envelope, async (scope, event) => {
          const data = listener.fact.schema.parse(event.data) as never;
          await scope.inTransaction((ctx) => listener.run(ctx, data, event));
        }) as Job<never>,
    ),
  );
}
