import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startKernelMachine } from "../testing/kernel-machine.ts";
import { type Ctx, runAsTenant } from "./context.ts";
import { pumpOnce } from "./events.ts";
import { fact } from "./fact.ts";

let kernel: Awaited<ReturnType<typeof startKernelMachine>>;
beforeAll(async () => {
  kernel = await startKernelMachine();
});
afterAll(() => kernel.stop());

const happened = fact("thing.happened", z.object({ n: z.number() }));
const publish = (organizationId: string, work: (ctx: Ctx) => Promise<void>) =>
  runAsTenant(kernel.machine, { organizationId, actor: { kind: "system", name: "test" } }, work);

async function seqs(organizationId: string): Promise<{ seq: number; n: number }[]> {
  return kernel.machine.database.withTenant(organizationId, async (db) => {
    const { rows } = await sql<{ seq: number; n: number }>`
      select seq, (data->>'n')::int as n from events order by seq`.execute(db);
    return rows;
  });
}

test("facts get a sequence without gaps, each organization its own, also when commits overtake each other", async () => {
  const organizations = [randomUUID(), randomUUID()];
  const pumping = { isOver: false };
  const pump = (async () => {
    while (!pumping.isOver) await pumpOnce(kernel.machine.database, []);
  })();
  await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      publish(organizations[n % 2] as string, async (ctx) => {
        await ctx.publish(happened, { n });
        // The later a fact began the earlier it commits.
        await new Promise((resolve) => setTimeout(resolve, 60 - n));
      }),
    ),
  );
  pumping.isOver = true;
  await pump;
  while ((await pumpOnce(kernel.machine.database, [])) > 0);
  for (const organization of organizations) {
    const rows = await seqs(organization);
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(new Set(rows.map((row) => row.n)).size).toBe(30);
  }
});

test("a reader of seq > cursor meets every fact although transactions commit out of order", async () => {
  const organization = randomUUID();
  const read: number[] = [];
  let cursor = 0;
  const readOn = async () => {
    await pumpOnce(kernel.machine.database, []);
    for (const row of await seqs(organization)) {
      if (row.seq === null || row.seq <= cursor) continue;
      read.push(row.n);
      cursor = row.seq;
    }
  };
  let finishSlow = () => {};
  const gate = new Promise<void>((resolve) => {
    finishSlow = resolve;
  });
  const slow = publish(organization, async (ctx) => {
    await ctx.publish(happened, { n: 1 });
    await gate;
  });
  await publish(organization, (ctx) => ctx.publish(happened, { n: 2 }));
  await readOn();
  expect(read).toEqual([2]);
  finishSlow();
  await slow;
  await readOn();
  expect(read).toEqual([2, 1]);
});

test("a fact of a transaction that failed never happened", async () => {
  const organization = randomUUID();
  await expect(
    publish(organization, async (ctx) => {
      await ctx.publish(happened, { n: 1 });
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  await pumpOnce(kernel.machine.database, []);
  expect(await seqs(organization)).toEqual([]);
});

test("each listener gets a job with the fact, unless its when() says no", async () => {
  const organization = randomUUID();
  await publish(organization, async (ctx) => {
    await ctx.publish(happened, { n: 1 });
    await ctx.publish(happened, { n: 2 });
  });
  await pumpOnce(kernel.machine.database, [
    { factName: "thing.happened", jobName: "all.on-thing" },
    { factName: "thing.happened", jobName: "odd.on-thing", when: (data: { n: number }) => data.n % 2 === 1 },
    { factName: "other.happened", jobName: "other.on-other" },
  ]);
  const { rows } = await kernel.machine.database.pool.query(
    `select task_identifier as task, payload from graphile_worker.jobs join graphile_worker._private_jobs using (id)
     where payload->>'organizationId' = $1 order by id`,
    [organization],
  );
  const jobs = rows.map((row) => `${row.task} ${row.payload.data.data.n}`);
  expect(jobs.sort()).toEqual(["all.on-thing 1", "all.on-thing 2", "odd.on-thing 1"]);
});

test("of two pumps at once one works and nothing is stamped twice", async () => {
  const organization = randomUUID();
  await publish(organization, async (ctx) => {
    for (let n = 0; n < 20; n++) await ctx.publish(happened, { n });
  });
  await Promise.all(Array.from({ length: 4 }, () => pumpOnce(kernel.machine.database, [])));
  await pumpOnce(kernel.machine.database, []);
  expect((await seqs(organization)).map((row) => row.seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});
