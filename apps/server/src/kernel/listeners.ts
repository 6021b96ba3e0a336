import { z } from "zod";
import type { Subscription } from "./events.ts";
import { type AnyJob, job } from "./jobs.ts";
import type { BatchListener, Listener, ModuleDefinition } from "./module.ts";

/** The listeners as the pump needs them. */
export function subscriptionsOf(modules: readonly ModuleDefinition[]): Subscription[] {
  return modules.flatMap((module) =>
    module.listeners.map((listener) => ({
      factName: listener.fact.name,
      jobName: listener.name,
      when: listener.when,
      isBatched: "runMany" in listener,
    })),
  );
}

const envelope = z.object({ id: z.number(), seq: z.number(), data: z.unknown() });

/** One job per listener: parses the fact, or the batch of facts, and runs the reaction in a transaction. */
export function factJobs(modules: readonly ModuleDefinition[]): AnyJob[] {
  return modules.flatMap((module) => module.listeners.map(factJob));
}

function factJob(listener: Listener | BatchListener): AnyJob {
  if ("runMany" in listener)
    return job(listener.name, z.array(envelope), async (scope, events) => {
      const data = events.map((event) => listener.fact.schema.parse(event.data)) as never[];
      await scope.inTransaction((ctx) => listener.runMany(ctx, data));
    });
  return job(listener.name, envelope, async (scope, event) => {
    const data = listener.fact.schema.parse(event.data) as never;
    await scope.inTransaction((ctx) => listener.run(ctx, data, event));
  });
}
