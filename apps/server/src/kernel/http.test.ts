import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createApiClient } from "../testing/api-client.ts";
import { startKernelMachine } from "../testing/kernel-machine.ts";
import { conflict, notFound, unauthorized } from "./errors.ts";
import { forgetKeys } from "./forget-keys.ts";
import type { Gatekeeper } from "./gatekeeper.ts";
import { createHttp } from "./http.ts";
import { createMetrics } from "./metrics.ts";
import { defineModule } from "./module.ts";
import { cutPage, pageOf, pageQuery, readCursor } from "./paging.ts";
import { personRoute, publicRoute, route, streamingRoute } from "./route.ts";
import { systemScope } from "./scope.ts";

const organization = randomUUID();
const people: Record<string, { userId: string; permissions: string[] }> = {
  owner: { userId: randomUUID(), permissions: ["things.make", "things.view"] },
  viewer: { userId: randomUUID(), permissions: ["things.view"] },
};

const gatekeeper: Gatekeeper = {
  async authenticate({ token, cookie }) {
    const name = token ?? cookie;
    if (!name) return undefined;
    const person = people[name];
    if (!person) throw unauthorized("invalid_token");
    return { kind: "user", userId: person.userId, signInId: name };
  },
  async enter(principal, wanted) {
    if (wanted !== undefined && wanted !== organization) throw notFound("organization_not_found");
    const person = Object.values(people).find(({ userId }) => userId === principal.userId);
    const permissions = new Set(person?.permissions);
    return { organizationId: organization, actor: { kind: "user", userId: principal.userId, role: "x", permissions } };
  },
};

let made = 0;
const thing = z.object({ n: z.number() });
const routes = [
  route({
    method: "POST",
    path: "/things",
    tag: "Things",
    summary: "Make",
    permission: "things.make",
    status: 201,
    body: z.object({ name: z.string().min(1) }),
    response: thing,
    run: async (ctx) => {
      made += 1;
      await sql`select pg_sleep(0.05)`.execute(ctx.db);
      return { n: made };
    },
  }),
  route({
    method: "GET",
    path: "/things",
    tag: "Things",
    summary: "List",
    permission: "things.view",
    query: pageQuery,
    response: pageOf(thing),
    run: async (_ctx, { query }) => {
      const after = readCursor(query.cursor, z.tuple([z.number()]))?.[0] ?? 0;
      const rows = Array.from({ length: 5 }, (_, index) => ({ n: index + 1 })).filter((row) => row.n > after);
      return cutPage(
        rows.slice(0, query.limit + 1),
        query.limit,
        (row) => [row.n],
        (row) => row,
      );
    },
  }),
  route({
    method: "POST",
    path: "/things/:id/break",
    tag: "Things",
    summary: "Break",
    permission: "things.make",
    params: z.object({ id: z.string() }),
    run: async (_ctx, { params }) => {
      if (params.id === "conflict") throw conflict("already_broken", { since: "noon" });
      if (params.id === "bug") throw new Error("password is hunter2");
      return undefined;
    },
  }),
  personRoute({
    method: "POST",
    path: "/own-things",
    tag: "Things",
    summary: "Make outside of any organization",
    oncePerKey: true,
    status: 201,
    response: thing,
    run: async () => {
      made += 1;
      return { n: made };
    },
  }),
  route({
    method: "POST",
    path: "/secrets",
    tag: "Things",
    summary: "Make a secret",
    permission: "things.make",
    answersSecret: true,
    response: z.object({ secret: z.string() }),
    run: async () => ({ secret: randomUUID() }),
  }),
  streamingRoute({
    method: "POST",
    path: "/files",
    tag: "Things",
    summary: "Upload to a full disk",
    permission: "things.make",
    multipart: true,
    response: thing,
    run: async (_scope, { http }) => {
      for await (const file of http.files()) await file.stream.toArray();
      throw Object.assign(new Error("write"), { code: "ENOSPC" });
    },
  }),
  publicRoute({
    method: "GET",
    path: "/open",
    tag: "Things",
    summary: "Open",
    limit: { count: 3, seconds: 60 },
    response: thing,
    run: async () => ({ n: 0 }),
  }),
];

let kernel: Awaited<ReturnType<typeof startKernelMachine>>;
let server: FastifyInstance;
let url: string;
const as = (name: string, headers = {}) => createApiClient(url, { Authorization: `Bearer ${name}`, ...headers });

beforeAll(async () => {
  kernel = await startKernelMachine();
  server = await createHttp({
    machine: kernel.machine,
    gatekeeper,
    metrics: createMetrics(),
    modules: [defineModule({ name: "things", routes })],
    config: { BALAS_TRUST_PROXY: false, BALAS_LIMIT_FACTOR: 1, publicUrl: "http://localhost" },
  });
  url = await server.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await server.close();
  await kernel.stop();
});

test("a caller who may gets the answer; a stranger, a wrong token, a missing permission and another organization do not", async () => {
  expect((await as("owner").post("/things", { name: "a" })).status).toBe(201);
  const problems = [
    await createApiClient(url).post("/things", { name: "a" }),
    await as("nobody").post("/things", { name: "a" }),
    await as("viewer").post("/things", { name: "a" }),
    await as("owner", { "X-Balas-Organization": randomUUID() }).post("/things", { name: "a" }),
    await as("owner", { "X-Balas-Organization": "x" }).post("/things", { name: "a" }),
  ].map(({ status, body }) => [status, (body as { code: string }).code]);
  expect(problems).toEqual([
    [401, "unauthorized"],
    [401, "invalid_token"],
    [403, "missing_permission"],
    [404, "organization_not_found"],
    [422, "invalid_organization_header"],
  ]);
});

test("a stranger learns nothing about the shape of a request", async () => {
  expect((await createApiClient(url).post("/things", { wrong: true })).status).toBe(401);
});

test("bad input names its fields; expected errors carry code and data; a bug shows nothing", async () => {
  const bad = await as("owner").post<{ code: string; data: { fields: { path: string }[] } }>("/things", { name: "" });
  expect([bad.status, bad.body.code, bad.body.data.fields[0]?.path]).toEqual([422, "invalid_input", "/name"]);
  const known = await as("owner").post("/things/conflict/break");
  expect(known.body).toMatchObject({
    status: 409,
    code: "already_broken",
    data: { since: "noon" },
    type: "urn:balas:problem:already_broken",
  });
  expect(known.headers.get("content-type")).toContain("application/problem+json");
  const bug = await as("owner").post("/things/bug/break");
  expect(bug.status).toBe(500);
  expect(JSON.stringify(bug.body)).not.toContain("hunter2");
  expect((await as("owner").post("/things/fine/break")).status).toBe(204);
});

test("garbage instead of JSON and a body too large are refused with a code", async () => {
  const send = (body: string) =>
    fetch(`${url}/api/v1/things`, {
      method: "POST",
      headers: { Authorization: "Bearer owner", "Content-Type": "application/json" },
      body,
    });
  expect((await send("{")).status).toBe(400);
  const large = await send(JSON.stringify({ name: "x".repeat(3_000_000) }));
  expect([large.status, ((await large.json()) as { code: string }).code]).toEqual([413, "body_too_large"]);
});

test("text that can't be kept, an empty Idempotency-Key and a form without its parts are refused, not failed", async () => {
  const nul = await as("owner").post("/things", { name: "a\0b" });
  expect(nul.body).toMatchObject({ status: 422, code: "invalid_input", data: { fields: [{ path: "/name" }] } });
  expect((await as("viewer").get("/things?cursor=%00")).status).toBe(422);
  expect((await as("owner").post("/things", { name: "a" }, { "Idempotency-Key": "" })).body).toMatchObject({
    status: 422,
    code: "invalid_idempotency_key",
  });
  const path = await fetch(`${url}/api/v1/things/%ff/break`, { method: "POST" });
  expect([path.status, path.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
});

test("a file is refused with a code when its form is broken", async () => {
  const send = (type: string, body: string) =>
    fetch(`${url}/api/v1/files`, {
      method: "POST",
      headers: { Authorization: "Bearer owner", "Content-Type": type },
      body,
    }).then(async (answer) => [answer.status, ((await answer.json()) as { code: string }).code]);
  const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc';
  expect(await send("multipart/form-data; boundary=x", `${part}\r\n--x--\r\n`)).toEqual([507, "storage_full"]);
  expect(await send("multipart/form-data", "abc")).toEqual([400, "multipart_malformed"]);
  expect(await send("multipart/form-data; boundary=x", part)).toEqual([400, "multipart_malformed"]);
});

test("the same Idempotency-Key runs the command once, also when both calls come at once", async () => {
  const before = made;
  const key = { "Idempotency-Key": randomUUID() };
  const answers = await Promise.all(
    [1, 2, 3].map(() => as("owner").post<{ n: number }>("/things", { name: "a" }, key)),
  );
  expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201]);
  expect(new Set(answers.map((answer) => answer.body.n)).size).toBe(1);
  expect(made).toBe(before + 1);
  const other = await as("owner").post("/things", { name: "b" }, key);
  expect(other.body).toMatchObject({ status: 422, code: "idempotency_key_reused" });
});

test("what a person makes outside of an organization is made once per key too, and a key is of its person", async () => {
  const key = { "Idempotency-Key": randomUUID() };
  const answers = await Promise.all([1, 2].map(() => as("owner").post("/own-things", {}, key)));
  expect(answers.map((answer) => answer.status)).toEqual([201, 201]);
  expect(answers[0]?.body).toEqual(answers[1]?.body);
  expect((await as("viewer").post("/own-things", {}, key)).body).not.toEqual(answers[0]?.body);
});

test("an answer with a secret is repeated too, and nobody reads it in the database", async () => {
  const key = { "Idempotency-Key": randomUUID() };
  const first = await as("owner").post<{ secret: string }>("/secrets", {}, key);
  expect((await as("owner").post("/secrets", {}, key)).body).toEqual(first.body);
  const kept = await kernel.machine.database.withSystem("test", (db) =>
    sql<{ answer: string }>`select answer::text from idempotency_keys where key = ${key["Idempotency-Key"]}`.execute(
      db,
    ),
  );
  expect(kept.rows).toHaveLength(1);
  expect(kept.rows[0]?.answer).not.toContain(first.body.secret);
});

test("keys are forgotten after a day", async () => {
  const count = () =>
    kernel.machine.database.withSystem("test", async (db) => {
      const { rows } = await sql<{ count: number }>`select count(*) as count from idempotency_keys`.execute(db);
      return rows[0]?.count;
    });
  await as("owner").post("/secrets", {});
  kernel.clock.advance(23 * 3_600_000);
  await forgetKeys.run(systemScope(kernel.machine, "test"));
  expect(await count()).toBeGreaterThan(0);
  kernel.clock.advance(2 * 3_600_000);
  await forgetKeys.run(systemScope(kernel.machine, "test"));
  expect(await count()).toBe(0);
});

test("a list is paged by a cursor that can't be forged", async () => {
  const first = await as("viewer").get<{ items: unknown[]; nextCursor: string }>("/things?limit=3");
  expect(first.body.items).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  const last = await as("viewer").get(`/things?limit=3&cursor=${first.body.nextCursor}`);
  expect(last.body).toEqual({ items: [{ n: 4 }, { n: 5 }], nextCursor: null });
  expect((await as("viewer").get("/things?cursor=zzz")).body).toMatchObject({ status: 422, code: "invalid_cursor" });
});

test("/api means the current version", async () => {
  const answer = await fetch(`${url}/api/things`, { headers: { Authorization: "Bearer viewer" } });
  expect(answer.status).toBe(200);
});

test("a change with the cookie must come from a page of ours", async () => {
  const send = (headers: Record<string, string>) =>
    fetch(`${url}/api/v1/things`, {
      method: "POST",
      headers: { Cookie: "balas_sign_in=owner", "Content-Type": "application/json", ...headers },
      body: '{"name":"a"}',
    });
  expect((await send({ Origin: "https://evil.example" })).status).toBe(403);
  expect((await send({ "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
  expect((await send({ Origin: "null" })).status).toBe(403);
  expect((await send({ Origin: url })).status).toBe(201);
});

test("too many calls are refused with the time to wait", async () => {
  const answers = [];
  for (let call = 0; call < 5; call++) answers.push(await createApiClient(url).get("/open"));
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 429, 429]);
  expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
});
