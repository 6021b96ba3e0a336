import { existsSync } from "node:fs";
import { type Simulator, startSimulator } from "@balas/whatsapp-simulator";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { permissionsOf } from "./modules/organizations/index.ts";
import { modules } from "./modules.ts";
import { type ApiAnswer, type ApiClient, createApiClient } from "./testing/api-client.ts";
import { hashTables, settledHashes } from "./testing/table-hashes.ts";
import type { TenantExample, TenantExamples } from "./testing/tenant-example.ts";
import { startTestApp, type TestApp, type TestOwner } from "./testing/test-app.ts";

// Made from the routes themselves, so a new endpoint can't be forgotten: the owner's call succeeds; the identical call by
// another organization's owner is refused, and not one row of any table changes.

let simulator: Simulator;
let app: TestApp;
let owner: TestOwner;
let stranger: TestOwner;
beforeAll(async () => {
  simulator = await startSimulator();
  // Neither worker nor gateway, which would change rows by themselves; an example that needs one starts it.
  app = await startTestApp({
    settings: { BALAS_ROLES: "api" },
    sandbox: { url: simulator.url, admin: simulator.adminUrl },
  });
  owner = await app.signUpOwner("Ayu Lestari");
  stranger = await app.signUpOwner("Joko Asing");
});
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(async () => {
  await app.stop();
  await simulator.stop();
});

const endpoints = modules.flatMap((module) =>
  module.routes
    .filter((route) => route.access === "tenant")
    .map((route) => ({ module: module.name, name: `${route.method} ${route.path}`, route })),
);

test("every permission asked for by an endpoint is explained by its module and held by the owner", () => {
  const explained = new Set(modules.flatMap((module) => Object.keys(module.permissions)));
  for (const { name, route } of endpoints) {
    expect(explained, name).toContain(route.permission);
    expect(permissionsOf.owner, name).toContain(route.permission);
  }
});

test("no role names a permission that no module explains", () => {
  const explained = new Set(modules.flatMap((module) => Object.keys(module.permissions)));
  for (const [role, permissions] of Object.entries(permissionsOf))
    for (const permission of permissions) expect(explained, role).toContain(permission);
});

test("examples are of endpoints that exist", async () => {
  const names = new Set(endpoints.map((endpoint) => endpoint.name));
  for (const module of modules)
    for (const name of Object.keys(await examplesOf(module.name))) expect(names).toContain(name);
});

describe.each(endpoints)("$name", ({ module, name, route }) => {
  test("serves its owner and nobody else", async () => {
    const make = (await examplesOf(module))[name];
    if (!make) throw new Error(`modules/${module}/tenant-examples.ts has no example of ${name}`);
    const example = await make({ test: app, owner, afterwards: (end) => ends.push(end) });
    const path = fill(route.path, example);
    const names = namedIds(example);

    const before = await settledHashes(app);
    // As it stands, in the owner's organization.
    const intruder = createApiClient(app.url, {
      ...stranger.api.headers,
      "X-Balas-Organization": owner.organizationId,
    });
    expect([403, 404]).toContain((await call(intruder, route.method, path, example)).status);
    expect(await hashTables(app), "rows after the intruder's call").toEqual(before);

    // From his own organization, with the owner's ids: what names nothing of the owner may work, on his own rows.
    const owned = await hashTables(app, owner.organizationId);
    const reached = await call(stranger.api, route.method, path, example);
    if (example.params) expect([403, 404], JSON.stringify(reached.body)).toContain(reached.status);
    if (reached.status >= 400) expect(await hashTables(app), "rows after the stranger's call").toEqual(before);
    expect(await hashTables(app, owner.organizationId), "the owner's rows").toEqual(owned);
    if (reached.status < 300) {
      const answer = JSON.stringify(reached.body);
      for (const id of [owner.organizationId, ...names]) expect(answer, "tells the owner's ids").not.toContain(id);
    }

    const served = await call(owner.api, route.method, path, example);
    expect(served.status, JSON.stringify(served.body)).toBeGreaterThanOrEqual(200);
    expect(served.status, JSON.stringify(served.body)).toBeLessThan(300);
  });
});

async function examplesOf(module: string): Promise<TenantExamples> {
  const file = new URL(`./modules/${module}/tenant-examples.ts`, import.meta.url);
  if (!existsSync(file)) return {};
  const { tenantExamples }: { tenantExamples: TenantExamples } = await import(file.href);
  return tenantExamples;
}

function fill(path: string, { params = {}, query }: TenantExample): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`the example lacks the parameter ${name}`);
    return encodeURIComponent(value);
  });
  return query ? `${filled}?${new URLSearchParams(query)}` : filled;
}

/** Every id that the call names, wherever it stands. */
function namedIds(example: TenantExample): string[] {
  return JSON.stringify([example.params, example.query, example.body]).match(/[0-9a-f-]{36}/g) ?? [];
}

function call(api: ApiClient, method: string, path: string, example: TenantExample): Promise<ApiAnswer> {
  if (example.file) return api.upload(method === "PUT" ? "PUT" : "POST", path, example.file, example.fields);
  if (method === "GET") return api.get(path);
  if (method === "DELETE") return api.delete(path);
  if (method === "PUT") return api.put(path, example.body);
  if (method === "POST") return api.post(path, example.body);
  throw new Error(`no way to call ${method}`);
}
