import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startKernelMachine } from "../testing/kernel-machine.ts";
import { eventually } from "../testing/test-app.ts";
import { runAsTenant } from "./context.ts";
import { job } from "./jobs.ts";
import { createMetrics } from "./metrics.ts";
import { defineModule } from "./module.ts";
import { startWorker } from "./worker.ts";

let kernel: Awaited<ReturnType<typeof startKernelMachine>>;
const done: string[] = [];
const note = job("test.note", z.object({ text: z.string() }), async (scope, { text }) => {
  done.push(`${scope.organizationId} ${text}`);
});
const flaky = job("test.flaky", z.object({ key: z.string() }), async (_scope, { key }) => {
  done.push(key);
  if (done.filter((entry) => entry === key).length < 2) throw new Error("not yet");
});
const modules = [defineModule({ name: "test", jobs: [note, flaky] as never })];

beforeAll(async () => {
  kernel = await startKernelMachine();
});
afterAll(() => kernel.stop());

const enqueue = (organizationId: string, work: Parameters<typeof runAsTenant<void>>[2]) =>
  runAsTenant(kernel.machine, { organizationId, actor: { kind: "system", name: "test" } }, work);

test("a job runs in its organization, and a failing one again", async () => {
  const worker = await startWorker({ machine: kernel.machine, modules, concurrency: 2, metrics: createMetrics() });
  const organization = randomUUID();
  await enqueue(organization, async (ctx) => {
    await ctx.enqueue(note, { text: "hello" });
    await ctx.enqueue(flaky, { key: `flaky ${organization}` });
  });
  await eventually(() => done.includes(`${organization} hello`));
  await eventually(() => done.filter((entry) => entry === `flaky ${organization}`).length === 2, 20_000);
  await worker.stop();
});

test("a job of a rolled back transaction never runs, and two with one key run once", async () => {
  const organization = randomUUID();
  await enqueue(organization, async (ctx) => {
    await ctx.enqueue(note, { text: "first" }, { key: `note ${organization}` });
    await ctx.enqueue(note, { text: "second" }, { key: `note ${organization}` });
  });
  await enqueue(organization, async (ctx) => {
    await ctx.enqueue(note, { text: "never" });
    throw new Error("no");
  }).catch(() => {});
  const worker = await startWorker({ machine: kernel.machine, modules, concurrency: 2, metrics: createMetrics() });
  await eventually(() => done.includes(`${organization} second`));
  expect(done.filter((entry) => entry.startsWith(organization))).toEqual([`${organization} second`]);
  await worker.stop();
});

test("a job whose worker was killed by -9 is run by another worker within seconds", async () => {
  const organization = randomUUID();
  await enqueue(organization, (ctx) => ctx.enqueue(note, { text: "survives" }));
  const child = spawn(
    process.execPath,
    [new URL("../testing/hanging-worker.ts", import.meta.url).pathname, kernel.url],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await onceRunning(child);
  child.kill("SIGKILL");
  await once(child, "exit");
  const worker = await startWorker({ machine: kernel.machine, modules, concurrency: 2, metrics: createMetrics() });
  await eventually(() => done.includes(`${organization} survives`), 20_000);
  await worker.stop();
});

test("a job that takes long is not given to another worker while its own is alive", async () => {
  const runs: string[] = [];
  const slow = job("test.slow", z.object({}), async () => {
    runs.push("begun");
    await new Promise((resolve) => setTimeout(resolve, 12_000));
  });
  const slowModules = [defineModule({ name: "slow", jobs: [slow] })];
  const options = { machine: kernel.machine, modules: slowModules, concurrency: 1, metrics: createMetrics() };
  const workers = [await startWorker(options), await startWorker(options)];
  await enqueue(randomUUID(), (ctx) => ctx.enqueue(slow, {}));
  await new Promise((resolve) => setTimeout(resolve, 11_000));
  for (const worker of workers) await worker.stop();
  expect(runs).toEqual(["begun"]);
}, 30_000);

test("jobs go on after the database ended every connection in the middle of one", async () => {
  const organization = randomUUID();
  const cut = job("test.cut", z.object({ text: z.string() }), async (_scope, { text }) => {
    const isFirst = !done.includes(text);
    done.push(text);
    if (!isFirst) return;
    await kernel.machine.database
      .withSystem("lose the database", (db) =>
        sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()`.execute(db),
      )
      .catch(() => {});
    throw new Error("lost");
  });
  const cutModules = [defineModule({ name: "cut", jobs: [cut, note] })];
  const worker = await startWorker({
    machine: kernel.machine,
    modules: cutModules,
    concurrency: 2,
    metrics: createMetrics(),
  });
  await enqueue(organization, (ctx) => ctx.enqueue(cut, { text: `cut ${organization}` }));
  await eventually(() => done.filter((entry) => entry === `cut ${organization}`).length === 2, 25_000);
  await enqueue(organization, (ctx) => ctx.enqueue(note, { text: "after" }));
  await eventually(() => done.includes(`${organization} after`));
  await worker.stop();
}, 40_000);

/** The child prints a line when it holds the job. */
async function onceRunning(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error("the child has no output");
  await once(child.stdout, "data");
}
