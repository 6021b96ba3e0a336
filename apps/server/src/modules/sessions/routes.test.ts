import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addMember } from "../../testing/add-member.ts";
import { startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";

let app: TestApp;
let owner: TestOwner;
let viewer: TestOwner;
let stranger: TestOwner;

interface Session {
  id: string;
  name: string;
  status: string;
  pacingProfile: string;
  color: number;
  abilities: Record<string, boolean>;
}

beforeAll(async () => {
  app = await startTestApp({
    settings: { BALAS_ROLES: "api,worker,realtime" },
    sandbox: { url: "ws://127.0.0.1:1/ws/chat", admin: "http://127.0.0.1:1/admin" },
  });
  owner = await app.signUpOwner();
  viewer = await addMember(app, owner, "viewer");
  stranger = await app.signUpOwner();
});
afterAll(() => app.stop());

async function newSession(body: object = {}): Promise<Session> {
  const made = await owner.api.post<Session>("/sessions", { name: "Toko Pusat", network: "sandbox", ...body });
  expect(made.status).toBe(201);
  return made.body;
}

test("a number is added, listed, shown and changed", async () => {
  const made = await newSession();
  expect(made).toMatchObject({ name: "Toko Pusat", status: "starting", pacingProfile: "off" });
  const listed = await owner.api.get<{ items: Session[] }>("/sessions");
  expect(listed.body.items.map(({ id }) => id)).toContain(made.id);
  const changed = await owner.api.put<Session>(`/sessions/${made.id}`, { name: "Cabang", pacingProfile: "careful" });
  expect(changed.body).toMatchObject({ name: "Cabang", pacingProfile: "careful" });
  const shown = await owner.api.get<Session>(`/sessions/${made.id}`);
  expect(shown.body).toEqual(changed.body);
  const activity = await owner.api.get<{ items: { kind: string }[] }>(`/sessions/${made.id}/activity`);
  expect(activity.body.items.map(({ kind }) => kind)).toEqual(["pacing_changed", "created"]);
});

test("the colors of an organization's numbers go round", async () => {
  const colors = [];
  for (let n = 0; n < 6; n += 1) colors.push((await newSession()).color);
  expect(new Set(colors)).toEqual(new Set([1, 2, 3, 4, 5]));
});

test("start, stop and restart are asked for; log-out needs a pairing", async () => {
  const { id } = await newSession();
  expect((await owner.api.post<Session>(`/sessions/${id}/stop`)).body.abilities).toMatchObject({
    start: true,
    stop: false,
  });
  expect((await owner.api.post<Session>(`/sessions/${id}/start`)).body).toMatchObject({ status: "starting" });
  expect((await owner.api.post(`/sessions/${id}/restart`)).status).toBe(202);
  expect(await owner.api.post(`/sessions/${id}/logout`)).toMatchObject({
    status: 409,
    body: { code: "session_not_paired" },
  });
  expect(await owner.api.get(`/sessions/${id}/qr`)).toMatchObject({ status: 409, body: { code: "no_qr" } });
});

test("a deleted number is gone", async () => {
  const { id } = await newSession();
  expect((await owner.api.delete(`/sessions/${id}`)).status).toBe(204);
  expect((await owner.api.get(`/sessions/${id}`)).status).toBe(404);
  expect((await owner.api.delete(`/sessions/${id}`)).status).toBe(404);
});

test("a live number is never without pacing", async () => {
  const live = await owner.api.post("/sessions", { name: "Live", network: "live", pacingProfile: "off" });
  expect(live).toMatchObject({ status: 422, body: { code: "pacing_off_only_in_sandbox" } });
  expect((await owner.api.post("/sessions", { name: "" })).status).toBe(422);
});

describe("every endpoint", () => {
  const calls: [string, string, object?][] = [
    ["GET", ""],
    ["PUT", "", { name: "Mine" }],
    ["DELETE", ""],
    ["GET", "/qr"],
    ["GET", "/activity"],
    ["POST", "/start"],
    ["POST", "/stop"],
    ["POST", "/restart"],
    ["POST", "/logout"],
  ];
  const reads = new Set(["GET ", "GET /activity"]);

  test.each(calls)(
    "%s /sessions/:id%s refuses who is not signed in, not allowed, or of another organization",
    async (method, path, body) => {
      const { id } = await newSession();
      const call = (api: TestOwner["api"], session = id) =>
        method === "GET"
          ? api.get(`/sessions/${session}${path}`)
          : method === "PUT"
            ? api.put(`/sessions/${session}${path}`, body)
            : method === "DELETE"
              ? api.delete(`/sessions/${session}${path}`)
              : api.post(`/sessions/${session}${path}`);
      expect((await call(app.anonymous)).status).toBe(401);
      expect((await call(viewer.api)).status).toBe(reads.has(`${method} ${path}`) ? 200 : 403);
      expect((await call(stranger.api)).status).toBe(404);
      expect((await call(owner.api, randomUUID())).status).toBe(404);
    },
  );

  test("the list is the organization's own, and adding needs the right", async () => {
    await newSession();
    expect((await stranger.api.get<{ items: unknown[] }>("/sessions")).body.items).toEqual([]);
    expect((await viewer.api.post("/sessions", { name: "No", network: "sandbox" })).status).toBe(403);
    expect((await app.anonymous.get("/sessions")).status).toBe(401);
  });
});
