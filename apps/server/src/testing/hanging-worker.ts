// A worker process that takes the job test.note and never ends it: it is there to be killed.
import { z } from "zod";
import type { Machine } from "../kernel/context.ts";
import { openDatabase } from "../kernel/db.ts";
import { job } from "../kernel/jobs.ts";
import { createLog } from "../kernel/log.ts";
import { createMetrics } from "../kernel/metrics.ts";
import { defineModule } from "../kernel/module.ts";
import { startWorker } from "../kernel/worker.ts";

const hang = job("test.note", z.unknown(), async () => {
  process.stdout.write("holding\n");
  await new Promise(() => {});
});
const machine = { database: openDatabase(process.argv[2] ?? ""), ports: { log: createLog("silent") } } as Machine;
await startWorker({
  machine,
  modules: [defineModule({ name: "test", jobs: [hang] as never })],
  concurrency: 1,
  metrics: createMetrics(),
});
