import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startKernelMachine } from "../testing/kernel-machine.ts";

let kernel: Awaited<ReturnType<typeof startKernelMachine>>;
beforeAll(async () => {
  kernel = await startKernelMachine();
});
afterAll(() => kernel.stop());

const [ours, theirs] = [randomUUID(), randomUUID()];

test("a tenant sees and writes its own rows only", async () => {
  const { database } = kernel.machine;
  const insert = (organizationId: string) =>
    database.withTenant(organizationId, (db) =>
      sql`insert into event_sequences (organization_id, last_seq) values (${organizationId}, 1)`.execute(db),
    );
  await insert(ours);
  await insert(theirs);
  const seen = await database.withTenant(ours, (db) =>
    sql<{ organization_id: string }>`select * from event_sequences`.execute(db),
  );
  expect(seen.rows.map((row) => row.organization_id)).toEqual([ours]);
  await expect(
    database.withTenant(ours, (db) => sql`insert into event_sequences values (${randomUUID()}, 1)`.execute(db)),
  ).rejects.toThrow(/row-level security/);
  const changed = await database.withTenant(ours, (db) =>
    sql`update event_sequences set last_seq = 9 where organization_id = ${theirs}`.execute(db),
  );
  expect(changed.numAffectedRows).toBe(0n);
});

test("after a transaction the pooled connection belongs to no organization", async () => {
  await kernel.machine.database.withTenant(ours, (db) => sql`select 1`.execute(db));
  const { rows } = await kernel.machine.database.pool.query("select current_organization() as organization");
  expect(rows[0].organization).toBeNull();
});

test("the app role reads neither data keys nor jobs", async () => {
  const { database } = kernel.machine;
  await expect(database.withTenant(ours, (db) => sql`select * from data_keys`.execute(db))).rejects.toThrow(
    /permission denied/,
  );
  await expect(database.withTenant(ours, (db) => sql`select * from graphile_worker.jobs`.execute(db))).rejects.toThrow(
    /permission denied/,
  );
});

test("withTenant refuses what is no organization", async () => {
  await expect(kernel.machine.database.withTenant("1; drop table events", async () => {})).rejects.toThrow(
    /organization/,
  );
});

test("a connection that ends within a transaction fails the transaction, not the process", async () => {
  const { database } = kernel.machine;
  await expect(
    database.withSystem("lose the connection", async (db) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
      await database.pool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await sql`select 1`.execute(db);
    }),
  ).rejects.toThrow();
  expect((await database.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});
