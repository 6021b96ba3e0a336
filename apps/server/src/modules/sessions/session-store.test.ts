import { randomUUID } from "node:crypto";
import { FencedOff } from "@balas/whatsapp";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startKernelMachine } from "../../testing/kernel-machine.ts";
import { createSessionStore } from "./session-store.ts";

let kernel: Awaited<ReturnType<typeof startKernelMachine>>;
const organizationId = randomUUID();
const bytes = (text: string) => Buffer.from(text);

beforeAll(async () => {
  kernel = await startKernelMachine();
});
afterAll(() => kernel.stop());

async function leased(fence: number, sessionId: string = randomUUID()) {
  await kernel.machine.database.withTenant(organizationId, async (db) => {
    await sql`insert into sessions (organization_id, id, name, network, status_at, color, created_at)
      values (${organizationId}, ${sessionId}, 'Pusat', 'sandbox', now(), 1, now()) on conflict do nothing`.execute(db);
    await sql`insert into session_leases (organization_id, session_id, gateway_id, fence, expires_at)
      values (${organizationId}, ${sessionId}, 'test', ${fence}, now() + interval '1 hour')
      on conflict (organization_id, session_id) do update set fence = excluded.fence`.execute(db);
  });
  return { sessionId, store: createSessionStore(kernel.machine, { organizationId, sessionId, fence }) };
}

test("credentials, keys and journal come back as they were written, sealed on the way", async () => {
  const { store, sessionId } = await leased(1);
  expect(await store.readCredentials()).toBeUndefined();
  await store.write({
    credentials: bytes("noise key"),
    keys: [
      { kind: "session", id: "a", value: bytes("ratchet") },
      { kind: "pre-key", id: "1", value: bytes("pre") },
    ],
    journal: [
      { id: "m1", value: bytes("first") },
      { id: "m2", value: bytes("second") },
    ],
  });
  await store.write({
    keys: [
      { kind: "session", id: "a", value: bytes("ratchet 2") },
      { kind: "pre-key", id: "1", value: undefined },
    ],
    drained: ["m1"],
  });
  expect(Buffer.from((await store.readCredentials()) ?? []).toString()).toBe("noise key");
  expect((await store.readKeys("session", ["a", "b"])).get("a")?.toString()).toBe("ratchet 2");
  expect((await store.readKeys("pre-key", ["1"])).size).toBe(0);
  expect((await store.readJournal()).map(({ id, value }) => [id, Buffer.from(value).toString()])).toEqual([
    ["m2", "second"],
  ]);
  const { rows } = await kernel.machine.database.pool.query(
    "select sealed from session_credentials where session_id = $1",
    [sessionId],
  );
  expect(rows[0].sealed.includes("noise key")).toBe(false);
});

test("a holder whose lease was taken over writes nothing and is told", async () => {
  const first = await leased(1);
  await first.store.write({ credentials: bytes("one") });
  const second = await leased(2, first.sessionId);
  await expect(
    first.store.write({ credentials: bytes("late"), journal: [{ id: "x", value: bytes("late") }] }),
  ).rejects.toThrow(FencedOff);
  await expect(first.store.clear()).rejects.toThrow(FencedOff);
  expect(Buffer.from((await second.store.readCredentials()) ?? []).toString()).toBe("one");
  expect(await second.store.readJournal()).toEqual([]);
  await second.store.clear();
  expect(await second.store.readCredentials()).toBeUndefined();
});

test("another organization opens no store of ours", async () => {
  const { store, sessionId } = await leased(1);
  await store.write({ credentials: bytes("ours") });
  const foreign = createSessionStore(kernel.machine, { organizationId: randomUUID(), sessionId, fence: 1 });
  expect(await foreign.readCredentials()).toBeUndefined();
  await expect(foreign.write({ credentials: bytes("theirs") })).rejects.toThrow(FencedOff);
});
