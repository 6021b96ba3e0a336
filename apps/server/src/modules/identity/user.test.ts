import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addMember } from "../../testing/add-member.ts";
import { createApiClient } from "../../testing/api-client.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";

let app: TestApp;
let owner: TestOwner;
let stranger: TestOwner;
beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner("Ayu Lestari");
  stranger = await app.signUpOwner("Joko Asing");
});
afterAll(() => app.stop());

interface Key {
  id: string;
  key: string;
  prefix: string;
  scopes: string[];
  code: string;
}
const newKey = (scopes: string[], more: object = {}) =>
  owner.api.post<Key>("/user/api-keys", { name: "Toko online", scopes, ...more });
const withKey = (key: string, organizationId?: string) =>
  createApiClient(app.url, {
    "X-Api-Key": key,
    ...(organizationId ? { "X-Balas-Organization": organizationId } : {}),
  });

test("a profile changes field by field", async () => {
  const changed = await owner.api.put("/user/profile", { phone: "0812-3456-7890", language: "en" });
  expect(changed.body).toMatchObject({ name: "Ayu Lestari", phone: "+6281234567890", language: "en" });
  expect((await owner.api.put("/user/profile", { phone: null })).body).toMatchObject({ phone: null });
  expect((await owner.api.put("/user/profile", { phone: "12" })).status).toBe(422);
  expect((await owner.api.put("/user/profile", { name: "  " })).status).toBe(422);
  expect((await app.anonymous.put("/user/profile", { name: "X" })).status).toBe(401);
});

test("a photo is made anew as a small square, whatever its name says; other files are refused", async () => {
  const bytes = await sharp({ create: { width: 900, height: 300, channels: 3, background: "#0b6b5c" } })
    .jpeg()
    .toBuffer();
  const file = { name: "me.txt", type: "text/plain", bytes };
  const changed = await owner.api.upload<{ avatarUrl: string }>("PUT", "/user/avatar", file);
  expect(changed.status).toBe(200);
  const path = changed.body.avatarUrl.replace("/api/v1", "");
  const answer = await fetch(`${app.url}/api/v1${path}`, { headers: stranger.api.headers });
  expect(answer.headers.get("content-type")).toBe("image/webp");
  const { width, height, format } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
  expect({ width, height, format }).toEqual({ width: 256, height: 256, format: "webp" });
  expect((await app.anonymous.get(path)).status).toBe(401);

  const second = await owner.api.upload<{ avatarUrl: string }>("PUT", "/user/avatar", file);
  expect(second.body.avatarUrl).not.toBe(changed.body.avatarUrl);
  expect((await owner.api.get(path)).status).toBe(404);

  const refuse = async (bad: string | Uint8Array) =>
    (await owner.api.upload<{ code: string }>("PUT", "/user/avatar", { name: "me.png", type: "image/png", bytes: bad }))
      .body.code;
  expect(await refuse("not a picture")).toBe("file_type_refused");
  expect(await refuse('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>')).toBe(
    "file_type_refused",
  );
  expect(await refuse(new Uint8Array(6 * 1024 * 1024))).toBe("file_too_large");
});

test("a key acts within its scopes, in its organization only", async () => {
  const made = await newKey(["members.view"]);
  expect(made.status).toBe(201);
  expect(made.body.key).toMatch(/^blk_[\w-]{43}$/);
  const program = withKey(made.body.key);
  expect((await program.get("/organization/members")).status).toBe(200);
  expect((await program.get("/organization")).status).toBe(403);
  expect((await program.get("/user/profile")).status).toBe(403);
  expect((await withKey(made.body.key, stranger.organizationId).get("/organization/members")).status).toBe(404);
  const listed = await owner.api.get<{ items: Key[] }>("/user/api-keys");
  expect(listed.body.items[0]).toMatchObject({ id: made.body.id, prefix: made.body.key.slice(0, 8) });
  expect(JSON.stringify(listed.body)).not.toContain(made.body.key);
});

test("a key can't hold more than its maker, nor make keys, nor outlive its end", async () => {
  expect((await newKey(["everything"])).body.code).toBe("scope_not_held");
  expect((await newKey(["members.view"], { expiresAt: "2020-01-01T00:00:00Z" })).body.code).toBe("expiry_in_the_past");
  const program = withKey((await newKey(["apiKeys.manage"])).body.key);
  expect((await program.post("/user/api-keys", { name: "x", scopes: ["apiKeys.manage"] })).status).toBe(403);

  const soon = new Date(app.clock.now().getTime() + 60_000).toISOString();
  const brief = withKey((await newKey(["members.view"], { expiresAt: soon })).body.key);
  expect((await brief.get("/organization/members")).status).toBe(200);
  app.clock.advance(61_000);
  expect((await brief.get<Key>("/organization/members")).body.code).toBe("api_key_expired");
});

test("a revoked key is refused at once; another organization's is not found", async () => {
  const { id, key } = (await newKey(["members.view"])).body;
  expect((await stranger.api.delete(`/user/api-keys/${id}`)).status).toBe(404);
  expect((await withKey(key).get("/organization/members")).status).toBe(200);
  expect((await owner.api.delete(`/user/api-keys/${id}`)).status).toBe(204);
  expect((await withKey(key).get<Key>("/organization/members")).body.code).toBe("api_key_revoked");
  expect((await owner.api.delete(`/user/api-keys/${id}`)).status).toBe(404);
  const actions = await eventually(async () => {
    const { body } = await owner.api.get<{ items: { action: string; data: { apiKeyId?: string } }[] }>(
      "/organization/audit?limit=200",
    );
    const told = body.items.filter((entry) => entry.data.apiKeyId === id).map((entry) => entry.action);
    return told.length === 2 && told;
  });
  expect(actions.sort()).toEqual(["api_key.created", "api_key.revoked"]);
});

test("a key dies with its maker's membership and shrinks with his role", async () => {
  const admin = await addMember(app, owner, "admin");
  const made = await admin.api.post<Key>("/user/api-keys", { name: "x", scopes: ["members.view", "members.invite"] });
  const program = withKey(made.body.key);
  expect((await program.get("/organization/invitations")).status).toBe(200);
  await owner.api.put(`/organization/members/${admin.userId}`, { role: "viewer" });
  expect((await program.get("/organization/invitations")).status).toBe(403);
  expect((await program.get("/organization/members")).status).toBe(200);
  await owner.api.delete(`/organization/members/${admin.userId}`);
  expect((await program.get("/organization/members")).status).toBe(404);
});

test("keys are for those who may manage them", async () => {
  const agent = await addMember(app, owner, "agent");
  expect((await agent.api.get("/user/api-keys")).status).toBe(403);
  expect((await agent.api.post("/user/api-keys", { name: "x", scopes: ["members.view"] })).status).toBe(403);
  expect((await app.anonymous.get("/user/api-keys")).status).toBe(401);
});
