import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startKernelMachine } from "../testing/kernel-machine.ts";
import { eventually } from "../testing/test-app.ts";
import { runAsTenant } from "./context.ts";
import { pumpOnce } from "./events.ts";
import { fact } from "./fact.ts";
import { subscriptionsOf } from "./listeners.ts";
import { createMetrics } from "./metrics.ts";
import { batchListener, defineModule } from "./module.ts";
import { startWorker } from "./worker.ts";

let kernel: Awaited<ReturnType<typeof startKernelMachine>>;
beforeAll(async () => {
  kernel = await startKernelMachine();
});
afterAll(() => kernel.stop());

test("a batch listener gets the facts that concern it once, by organization and in few jobs", async () => {
  const counted = fact("thing.counted", z.object({ n: z.number() }));
  const batches: { organizationId: string; numbers: number[] }[] = [];
  const module = defineModule({
    name: "things",
    listeners: [
      batchListener({
        name: "things.on-counted",
        fact: counted,
        when: ({ n }) => n % 2 === 0,
        runMany: async (ctx, data) => {
          batches.push({ organizationId: ctx.organizationId, numbers: data.map(({ n }) => n) });
        },
      }),
    ],
  });
  const organizations = [randomUUID(), randomUUID()];
  for (const organizationId of organizations)
    await runAsTenant(kernel.machine, { organizationId, actor: { kind: "system", name: "test" } }, (ctx) =>
      ctx.publishMany(
        counted,
        Array.from({ length: 100 }, (_, n) => ({ n })),
      ),
    );
  await pumpOnce(kernel.machine.database, subscriptionsOf([module]));
  const worker = await startWorker({
    machine: kernel.machine,
    modules: [module],
    concurrency: 2,
    metrics: createMetrics(),
  });
  await eventually(() => batches.length === 2);
  await worker.stop();
  expect(batches.map((batch) => batch.organizationId).sort()).toEqual([...organizations].sort());
  for (const batch of batches) expect(batch.numbers).toEqual(Array.from({ length: 50 }, (_, index) => index * 2));
});
