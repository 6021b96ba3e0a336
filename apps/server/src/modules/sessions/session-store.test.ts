import { randomUUID } from "node:crypto";
import { FencedOff } from "@balas/whatsapp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runAsTenant } from "../../kernel/context.ts";
import { startKernelMachine } from "../../testing/kernel-machine.ts";
import { createSession } from "./create-session.ts";
import { type Lease, takeLeases } from "./lease.ts";
import { openSessionStore, writeStatement } from "./session-store.ts";

let kernel: Awaited<ReturnType<typeof startKernelMachine>>;
const organizationId = randomUUID();
const bytes = (text: string) => Buffer.from(text);

beforeAll(async () => {
  kernel = await startKernelMachine();
});
afterAll(() => kernel.stop());

async function lease(): Promise<Lease> {
  await runAsTenant(kernel.machine, { organizationId, actor: { kind: "system", name: "test" } }, (ctx) =>
    createSession(ctx, { name: "Pusat", description: "", network: "live" }),
  );
  const [taken] = await takeLeases(kernel.machine.database.pool, 7n, 1);
  if (!taken) throw new Error("no lease was free");
  return taken;
}

async function open(held: Lease) {
  return openSessionStore(kernel.machine.database.pool, held, await kernel.machine.ports.sealer.keyOf(organizationId));
}

test("credentials, keys and journal come back as they were written, and deleted ones do not", async () => {
  const store = await open(await lease());
  expect(await store.readCredentials()).toBeUndefined();
  await store.write({
    credentials: bytes("noise key"),
    keys: [
      { kind: "session", id: "a", value: bytes("ratchet") },
      { kind: "session", id: "b", value: bytes("other") },
      { kind: "pre-key", id: "a", value: bytes("pre") },
    ],
    journal: [
      { id: "m2", value: bytes("first") },
      { id: "m1", value: bytes("second") },
    ],
  });
  await store.write({
    keys: [
      { kind: "session", id: "a", value: bytes("ratchet, one step on") },
      { kind: "session", id: "b", value: undefined },
    ],
    journal: [{ id: "m2", value: bytes("first, with its second part") }],
  });
  expect(await store.readCredentials()).toEqual(bytes("noise key"));
  expect(await store.readKeys("session", ["a", "b", "c"])).toEqual(new Map([["a", bytes("ratchet, one step on")]]));
  expect(await store.readJournal()).toEqual([
    { id: "m2", value: bytes("first, with its second part") },
    { id: "m1", value: bytes("second") },
  ]);
  await store.write({ drained: ["m2"] });
  expect((await store.readJournal()).map(({ id }) => id)).toEqual(["m1"]);
  await store.clear();
  expect(await store.readCredentials()).toBeUndefined();
  expect((await store.readKeys("session", ["a"])).size).toBe(0);
});

test("nothing in the tables is readable", async () => {
  const held = await lease();
  await (await open(held)).write({ keys: [{ kind: "session", id: "a", value: bytes("a private key") }] });
  const { rows } = await kernel.machine.database.pool.query<{ sealed: Buffer }>(
    "select sealed from session_keys where session_id = $1",
    [held.sessionId],
  );
  expect(rows[0]?.sealed.includes("private")).toBe(false);
});

test("a holder whose lease was taken neither writes nor reads", async () => {
  const held = await lease();
  const store = await open(held);
  await store.write({ keys: [{ kind: "session", id: "a", value: bytes("mine") }] });
  await kernel.machine.database.pool.query("update session_leases set expires_at = '-infinity' where session_id = $1", [
    held.sessionId,
  ]);
  const [next] = await takeLeases(kernel.machine.database.pool, 8n, 1);
  expect(next).toEqual({ ...held, fence: held.fence + 1 });
  const late = { keys: [{ kind: "session", id: "a", value: bytes("late") }] };
  await expect(store.write(late)).rejects.toBeInstanceOf(FencedOff);
  await expect(store.readKeys("session", ["a"])).rejects.toBeInstanceOf(FencedOff);
  await expect(store.clear()).rejects.toBeInstanceOf(FencedOff);
  expect(next && (await (await open(next)).readKeys("session", ["a"])).get("a")).toEqual(bytes("mine"));
});

test("a live lease is not taken, one of a gateway that died is taken early", async () => {
  const held = await lease();
  const { pool } = kernel.machine.database;
  expect(await takeLeases(pool, 9n, 10)).toEqual([]);
  // As it stands some seconds after its holder, whose advisory lock nobody has, renewed it last.
  await pool.query("update session_leases set expires_at = expires_at - interval '4 seconds' where session_id = $1", [
    held.sessionId,
  ]);
  expect((await takeLeases(pool, 9n, 10)).map(({ sessionId }) => sessionId)).toEqual([held.sessionId]);
  const alive = await pool.connect();
  try {
    await alive.query("select pg_advisory_lock(9)");
    await pool.query("update session_leases set expires_at = expires_at - interval '4 seconds' where session_id = $1", [
      held.sessionId,
    ]);
    expect(await takeLeases(pool, 10n, 10)).toEqual([]);
  } finally {
    await alive.query("select pg_advisory_unlock(9)");
    alive.release();
  }
});

test("a write touches the keys that it names and no others, however many there are", async () => {
  const held = await lease();
  const { pool } = kernel.machine.database;
  await pool.query(
    `insert into session_keys (organization_id, session_id, kind, id, sealed)
     select $1, $2, 'session', n::text, 'x' from generate_series(1, 3000) n`,
    [held.organizationId, held.sessionId],
  );
  await pool.query("analyze session_keys");
  const values = [
    ...[held.organizationId, held.sessionId, held.fence, null],
    ...[["session"], ["1"], [bytes("y")], ["session", "session"], ["2", "3"], [], [], []],
  ];
  const { rows } = await pool.query(`explain (analyze, format json) ${writeStatement}`, values);
  expect(rowsRead(rows[0]["QUERY PLAN"][0].Plan)).toBeLessThan(10);
  const { rows: left } = await pool.query("select count(*)::int as n from session_keys where session_id = $1", [
    held.sessionId,
  ]);
  expect(left[0].n).toBe(2998);
});

interface PlanNode {
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: PlanNode[];
}

function rowsRead(node: PlanNode): number {
  const own =
    node["Relation Name"] === "session_keys"
      ? (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"]
      : 0;
  return (node.Plans ?? []).reduce((sum, part) => sum + rowsRead(part), own);
}
