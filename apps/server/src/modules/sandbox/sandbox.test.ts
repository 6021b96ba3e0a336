import { randomUUID } from "node:crypto";
import { type Simulator, startSimulator } from "@balas/whatsapp-simulator";
import { simulatorClient } from "@balas/whatsapp-simulator/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addMember } from "../../testing/add-member.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import { usualBehavior } from "./behavior.ts";

interface Chat {
  items: { direction: string; text: string; status: string }[];
}

let simulator: Simulator;
let app: TestApp;
let owner: TestOwner;
let neighbor: TestOwner;
let sessionId: string;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "sandbox" });
  app = await startTestApp({ sandbox: { url: simulator.url, admin: simulator.adminUrl } });
  owner = await app.signUpOwner();
  neighbor = await app.signUpOwner("Joko Tetangga");
  sessionId = await newSession(owner);
});
afterAll(async () => {
  await app.stop();
  await simulator.stop();
});

async function newSession({ api }: TestOwner, network = "sandbox"): Promise<string> {
  const made = await api.post<{ id: string }>("/sessions", { name: "Toko Sandbox", network });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}

/** Waits for the code, scans it with the session's own phone and waits until the number is online. */
async function pair({ api }: TestOwner, id: string): Promise<string> {
  await eventually(async () => (await api.get(`/sessions/${id}/qr`)).status === 200);
  const scanned = await api.post<{ phone: string }>(`/sandbox/sessions/${id}/scan`);
  expect(scanned.status, JSON.stringify(scanned.body)).toBe(200);
  await eventually(async () => (await api.get<{ status: string }>(`/sessions/${id}`)).body.status === "online");
  return scanned.body.phone;
}

const base = () => `/sandbox/sessions/${sessionId}`;
const textsOf = async ({ api }: TestOwner, path: string) =>
  (await api.get<Chat>(path)).body.items.map(({ direction, text }) => `${direction} ${text}`);

describe("a paired session", () => {
  let phone: string;
  beforeAll(async () => {
    phone = await pair(owner, sessionId);
    // Customers who do nothing by themselves.
    await owner.api.put(`${base()}/behavior`, { ...usualBehavior, readChance: 0, answerChance: 0, stopChance: 0 });
  });

  test("has a virtual phone of its own, in a range no phone book can hold", async () => {
    expect(phone).toMatch(/^\+6284\d{9}$/);
    const shown = await owner.api.get<{ linkedDevices: { connected: boolean }[] }>(`${base()}/phone`);
    expect(shown.body).toMatchObject({ phone, name: "Toko Sandbox", linkedDevices: [{ connected: true }] });
  });

  test("can't be scanned again", async () => {
    expect(await owner.api.post(`${base()}/scan`)).toMatchObject({
      status: 409,
      body: { code: "session_already_paired" },
    });
  });

  test("a new customer writes, and the session's own phone holds it", async () => {
    const made = await owner.api.post<{ phone: string }>(`${base()}/people`, { name: "Bu Rina" });
    expect(made).toMatchObject({ status: 201, body: { name: "Bu Rina" } });
    const path = `${base()}/people/${made.body.phone}`;
    expect((await owner.api.post(`${path}/messages`, { text: "Kopi masih ada?" })).status).toBe(201);
    expect(await textsOf(owner, `${path}/messages`)).toEqual(["outgoing Kopi masih ada?"]);
    expect(await textsOf(owner, `${base()}/phone/messages?with=${encodeURIComponent(made.body.phone)}`)).toEqual([
      "incoming Kopi masih ada?",
    ]);
    const people = await owner.api.get<{ items: object[] }>(`${base()}/people`);
    expect(people.body.items[0]).toMatchObject({ phone: made.body.phone, name: "Bu Rina", unread: 0 });
  });

  test("what the owner types on the phone reaches the customer, who reads it", async () => {
    const customer = "+6281234567001";
    await owner.api.post(`${base()}/phone/messages`, { to: "0812-3456-7001", text: "Halo dari ponsel" });
    const path = `${base()}/people/${customer}`;
    expect(await textsOf(owner, `${path}/messages`)).toEqual(["incoming Halo dari ponsel"]);
    expect((await owner.api.post<{ read: number }>(`${path}/read`)).body).toEqual({ read: 1 });
    expect((await owner.api.get<Chat>(`${path}/messages`)).body.items[0]?.status).toBe("read");
  });

  test("nobody can play a virtual phone as a customer", async () => {
    const refused = { status: 422, body: { code: "phone_of_sandbox" } };
    expect(await owner.api.post(`${base()}/people`, { name: "Curang", phone })).toMatchObject(refused);
    expect(await owner.api.post(`${base()}/people/${phone}/messages`, { text: "curang" })).toMatchObject(refused);
  });

  test("a number that is none is refused", async () => {
    expect(await owner.api.post(`${base()}/people`, { name: "Salah", phone: "12345678" })).toMatchObject({
      status: 422,
      body: { data: { fields: { phone: "phone_invalid" } } },
    });
  });
});

describe("behavior", () => {
  test("is kept and handed to the network for this session alone", async () => {
    const wanted = { ...usualBehavior, answerChance: 1, answers: ["Siap, Kak"], answerDelay: [1, 2], speed: 10 };
    expect(await owner.api.put(`${base()}/behavior`, wanted)).toMatchObject({ status: 200, body: wanted });
    expect((await owner.api.get(`${base()}/behavior`)).body).toEqual(wanted);
    const theirs = await newSession(neighbor);
    expect((await neighbor.api.get(`/sandbox/sessions/${theirs}/behavior`)).body).toEqual(usualBehavior);
    const { phone } = (await owner.api.get<{ phone: string }>(`${base()}/phone`)).body;
    const kept = await fetch(`${simulator.adminUrl}/accounts/${phone.slice(1)}/customers`);
    expect(await kept.json()).toMatchObject({ persona: { answerChance: 1, answerDelay: [100, 200] } });
  });

  test("that makes no sense is refused", async () => {
    const backwards = { ...usualBehavior, answerDelay: [9, 1] };
    expect((await owner.api.put(`${base()}/behavior`, backwards)).status).toBe(422);
    expect((await owner.api.put(`${base()}/behavior`, { ...usualBehavior, answers: [] })).status).toBe(422);
  });
});

test("two organizations have different phones, and the same customer twice without a trace of the other", async () => {
  const theirs = await newSession(neighbor);
  const phone = await pair(neighbor, theirs);
  expect(phone).not.toBe((await owner.api.get<{ phone: string }>(`${base()}/phone`)).body.phone);
  const customer = "+6281234567002";
  await owner.api.post(`${base()}/people`, { name: "Pelanggan kita", phone: customer });
  await owner.api.post(`${base()}/people/${customer}/messages`, { text: "rahasia" });
  const path = `/sandbox/sessions/${theirs}/people`;
  expect((await neighbor.api.get<{ items: object[] }>(path)).body.items).toEqual([]);
  await neighbor.api.post(`${path}/${customer}/messages`, { text: "halo tetangga" });
  expect(await textsOf(neighbor, `${path}/${customer}/messages`)).toEqual(["outgoing halo tetangga"]);
  const { items } = (await neighbor.api.get<{ items: { name: string }[] }>(path)).body;
  expect(items.map(({ name }) => name)).not.toContain("Pelanggan kita");
});

describe("before the first scan", () => {
  let fresh: string;
  beforeAll(async () => {
    fresh = await newSession(owner);
  });

  test("there is no phone, nobody to talk to, and the usual behavior", async () => {
    const path = `/sandbox/sessions/${fresh}`;
    expect((await owner.api.get(`${path}/phone`)).body).toEqual({ phone: null, name: "", linkedDevices: [] });
    expect((await owner.api.get(`${path}/people`)).body).toEqual({ items: [] });
    expect((await owner.api.get(`${path}/behavior`)).body).toEqual(usualBehavior);
    expect((await owner.api.get(`${path}/people/+6281234567001/messages`)).body).toEqual({ items: [] });
  });

  test("a session that shows no code says so", async () => {
    await owner.api.post(`/sessions/${fresh}/stop`);
    await eventually(
      async () => (await owner.api.get<{ status: string }>(`/sessions/${fresh}`)).body.status === "stopped",
    );
    expect(await owner.api.post(`/sandbox/sessions/${fresh}/scan`)).toMatchObject({
      status: 409,
      body: { code: "no_qr" },
    });
  });
});

describe("who may", () => {
  const calls: [string, string, object?][] = [
    ["POST", "/scan"],
    ["GET", "/phone"],
    ["GET", "/phone/messages?with=%2B6281234567001"],
    ["POST", "/phone/messages", { to: "+6281234567001", text: "halo" }],
    ["GET", "/people"],
    ["POST", "/people", { name: "Siapa" }],
    ["GET", "/people/+6281234567001/messages"],
    ["POST", "/people/+6281234567001/messages", { text: "halo" }],
    ["POST", "/people/+6281234567001/read"],
    ["GET", "/behavior"],
    ["PUT", "/behavior", usualBehavior],
  ];
  let viewer: TestOwner;
  beforeAll(async () => {
    viewer = await addMember(app, owner, "viewer");
  });

  test.each(calls)("%s %s", async (method, path, body) => {
    const call = (api: TestOwner["api"], id: string) => {
      const whole = `/sandbox/sessions/${id}${path}`;
      if (method === "GET") return api.get(whole);
      return method === "PUT" ? api.put(whole, body) : api.post(whole, body);
    };
    expect((await call(app.anonymous, sessionId)).status, "not signed in").toBe(401);
    expect((await call(viewer.api, sessionId)).status, "not allowed").toBe(403);
    expect((await call(neighbor.api, sessionId)).status, "another organization's").toBe(404);
    expect((await call(owner.api, randomUUID())).status, "absent").toBe(404);
  });

  test("a live number is none of the sandbox's", async () => {
    await app.as(owner.organizationId, (ctx) =>
      ctx.db
        .updateTable("sessions")
        .set({ network: "live", pacing_profile: "normal" })
        .where("id", "=", sessionId)
        .execute(),
    );
    expect(await owner.api.get(`${base()}/people`)).toMatchObject({
      status: 409,
      body: { code: "session_not_in_sandbox" },
    });
    await app.as(owner.organizationId, (ctx) =>
      ctx.db.updateTable("sessions").set({ network: "sandbox" }).where("id", "=", sessionId).execute(),
    );
  });
});

test("without a simulated network every call says so", async () => {
  const simulated = simulatorClient("http://127.0.0.1:1/admin");
  await expect(simulated.state()).rejects.toThrow();
  const { sandbox } = app.app.machine.ports;
  app.app.machine.ports.sandbox = { url: "ws://127.0.0.1:1/ws/chat", admin: "http://127.0.0.1:1/admin" };
  expect(await owner.api.get(`${base()}/people`)).toMatchObject({ status: 503, body: { code: "sandbox_unavailable" } });
  app.app.machine.ports.sandbox = undefined;
  expect(await owner.api.get(`${base()}/people`)).toMatchObject({ status: 503, body: { code: "sandbox_unavailable" } });
  app.app.machine.ports.sandbox = sandbox;
});
