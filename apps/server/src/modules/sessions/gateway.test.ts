import { randomUUID } from "node:crypto";
import { type Incoming, jidOfPhone, type Outgoing, type Receipt } from "@balas/whatsapp";
import { createBaileysDriver } from "@balas/whatsapp-baileys";
import { startSimulator } from "@balas/whatsapp-simulator";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Ctx, runAsTenant } from "../../kernel/context.ts";
import { startKernelMachine } from "../../testing/kernel-machine.ts";
import { eventually } from "../../testing/test-app.ts";
import { accessSession } from "./access-session.ts";
import { deleteSession, logOutSession, restartSession, startSession, stopSession } from "./ask-session.ts";
import { createSession } from "./create-session.ts";
import { Gateway } from "./gateway.ts";
import { listActivity } from "./list-activity.ts";
import type { ClaimedMessage, Lane, MessagePort, SessionRef } from "./message-port.ts";
import { newMessageId } from "./new-message-id.ts";
import { readQr } from "./read-qr.ts";
import { wakeSession } from "./wake-session.ts";

let kernel: Awaited<ReturnType<typeof startKernelMachine>>;
let simulator: Awaited<ReturnType<typeof startSimulator>>;
const organizationId = randomUUID();
const gateways: Gateway[] = [];

beforeAll(async () => {
  kernel = await startKernelMachine();
  simulator = await startSimulator();
  kernel.machine.ports.sandbox = { url: simulator.url, admin: simulator.adminUrl };
});
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.stop();
});
afterAll(async () => {
  await simulator.stop();
  await kernel.stop();
});

/** Messages in memory, with what the gateway told about them. */
class Messages implements MessagePort {
  readonly queue: (ClaimedMessage & { due: Date; fence?: number })[] = [];
  readonly received: Incoming[] = [];
  readonly told: { waId: string; fence: number; what: string }[] = [];
  readonly read: Receipt[] = [];

  put(to: string, text: string, lane: Lane = "other"): Outgoing {
    const outgoing: Outgoing = { waId: newMessageId(), to: jidOfPhone(to), content: { type: "text", text } };
    this.queue.push({ messageId: randomUUID(), outgoing, lane, attempt: 1, due: new Date(0) });
    return outgoing;
  }
  async receive(_session: SessionRef, messages: Incoming[]) {
    this.received.push(...messages);
  }
  async next({ fence }: SessionRef, { limit, lanes }: { limit: number; lanes: Lane[] }) {
    const free = this.queue.filter((one) => lanes.includes(one.lane) && (one.fence ?? 0) < fence).slice(0, limit);
    for (const one of free) one.fence = fence;
    return free;
  }
  async nextDue() {
    return this.queue.find((one) => one.fence === undefined)?.due;
  }
  async acked({ fence }: SessionRef, acks: { waId: string }[]) {
    for (const { waId } of acks) this.#end(waId, fence, "acked");
  }
  async failed({ fence }: SessionRef, failures: { waId: string; code: string; isFinal: boolean }[]) {
    for (const { waId, code, isFinal } of failures) this.#end(waId, fence, `${isFinal ? "failed" : "again"} ${code}`);
  }
  async receipts(_session: SessionRef, receipts: Receipt[]) {
    this.read.push(...receipts);
  }
  async findSent() {
    return undefined;
  }
  #end(waId: string, fence: number, what: string) {
    this.told.push({ waId, fence, what });
    const index = this.queue.findIndex((one) => one.outgoing.waId === waId);
    if (index >= 0) this.queue.splice(index, 1);
  }
}

const as = <T>(work: (ctx: Ctx) => Promise<T>) =>
  runAsTenant(kernel.machine, { organizationId, actor: { kind: "system", name: "test" } }, work);

async function startGateway(port: MessagePort): Promise<Gateway> {
  const { machine, url } = kernel;
  const gateway = new Gateway({
    machine,
    databaseUrl: url,
    drivers: { baileys: createBaileysDriver() },
    port,
    mayGoLive: false,
  });
  gateways.push(gateway);
  await gateway.start();
  return gateway;
}

async function admin<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${simulator.adminUrl}${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

let customers = 0;
async function newCustomer(): Promise<string> {
  customers += 1;
  const phone = `6281377${String(Date.now()).slice(-5)}${customers % 10}`;
  await admin("POST", "/people", { people: [{ phone, name: "Budi" }] });
  return phone;
}

async function held(customer: string, from: string) {
  const { messages } = await admin<{ messages: { direction: string; text: string; deliveries: number; id: string }[] }>(
    "GET",
    `/people/${customer}/messages?with=${from.replace("+", "")}`,
  );
  return messages.filter(({ direction }) => direction === "in");
}

const statusOf = async (id: string) => (await as((ctx) => accessSession(ctx, id))).status;
const untilStatus = (id: string, status: string) => eventually(async () => (await statusOf(id)) === status);

/** A number that is paired and online, with the phone that scanned its code. */
async function pairedSession(pacingProfile: "off" | "fast" = "off") {
  const { phone } = await admin<{ phone: string }>("POST", "/phones", {});
  const { id } = await as((ctx) =>
    createSession(ctx, { name: "Pusat", description: "", network: "sandbox", pacingProfile }),
  );
  const { text } = await eventually(() => as((ctx) => readQr(ctx, id)).catch(() => undefined));
  await admin("POST", `/phones/${phone}/scan`, { qr: text });
  await untilStatus(id, "online");
  return { id, phone };
}

test("a new number shows its QR code, is paired by a scan and online", async () => {
  await startGateway(new Messages());
  const { id, phone } = await pairedSession();
  const session = await as((ctx) => accessSession(ctx, id));
  expect(session).toMatchObject({ phone: `+${phone}`, status: "online", asked: "start" });
  await expect(as((ctx) => readQr(ctx, id))).rejects.toMatchObject({ code: "no_qr" });
  const { items } = await as((ctx) => listActivity(ctx, id));
  expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["created", "is_pairing", "is_online"]));
});

test("what waits is sent when it is woken, acknowledged and its receipts are told", async () => {
  const messages = new Messages();
  await startGateway(messages);
  const { id, phone } = await pairedSession();
  const customer = await newCustomer();
  const sent = Array.from({ length: 120 }, (_, n) => messages.put(customer, `pesan ${n}`));
  wakeSession(id);
  await eventually(() => messages.told.length === sent.length);
  expect(messages.told.every(({ what }) => what === "acked")).toBe(true);
  const copies = await eventually(async () => {
    const found = await held(customer, phone);
    return found.length === sent.length && found;
  });
  expect(copies.map(({ text }) => text)).toEqual(sent.map(({ content }) => content.text));
  expect(copies.every(({ deliveries }) => deliveries === 1)).toBe(true);
  await eventually(() => messages.read.some(({ status }) => status === "delivered"));
});

test("an incoming message is handed to the store of messages", async () => {
  const messages = new Messages();
  await startGateway(messages);
  const { phone } = await pairedSession();
  const customer = await newCustomer();
  await admin("POST", `/people/${customer}/send`, { to: phone, text: "Masih ada?" });
  const message = await eventually(() => messages.received[0]);
  expect(message).toMatchObject({ content: { type: "text", text: "Masih ada?" }, fromMe: false });
});

test("a message to a number that is not on WhatsApp fails with its reason, a refused one with its code", async () => {
  await admin("PUT", "/settings", { unknownNumbersExist: false });
  const messages = new Messages();
  await startGateway(messages);
  const { id, phone } = await pairedSession();
  const customer = await newCustomer();
  const nobody = messages.put("628999999999", "hello?");
  wakeSession(id);
  await eventually(() => messages.told.find(({ waId }) => waId === nobody.waId));
  expect(messages.told[0]?.what).toBe("failed not_on_whatsapp");
  await admin("POST", `/accounts/${phone}/limit`, { newChats: 0 });
  const refused = messages.put(customer, "unwanted");
  wakeSession(id);
  const told = await eventually(() => messages.told.find(({ waId }) => waId === refused.waId));
  expect(told.what).toBe("failed reach_out_limit");
});

test("a lost line comes back by itself and what was not acknowledged is sent again, seen once", async () => {
  const messages = new Messages();
  await startGateway(messages);
  const { id, phone } = await pairedSession();
  const customer = await newCustomer();
  await admin("PUT", "/settings", { faults: { dropAckChance: 1 } });
  const message = messages.put(customer, "no ack for me");
  wakeSession(id);
  await eventually(async () => (await held(customer, phone)).length === 1);
  await admin("PUT", "/settings", { faults: { dropAckChance: 0 } });
  await admin("POST", `/accounts/${phone}/drop`, {});
  await eventually(() => messages.told.find(({ waId }) => waId === message.waId));
  expect(await held(customer, phone)).toHaveLength(1);
  await untilStatus(id, "online");
});

test("stop, start and restart do what they say, and messages wait meanwhile", async () => {
  const messages = new Messages();
  await startGateway(messages);
  const { id, phone } = await pairedSession();
  const customer = await newCustomer();
  await as((ctx) => stopSession(ctx, id));
  await untilStatus(id, "stopped");
  messages.put(customer, "later");
  wakeSession(id);
  await as((ctx) => startSession(ctx, id));
  await untilStatus(id, "online");
  await eventually(async () => (await held(customer, phone)).length === 1);
  await as((ctx) => restartSession(ctx, id));
  await eventually(async () => {
    const session = await as((ctx) => accessSession(ctx, id));
    return session.handled === session.command && session.status === "online";
  });
});

test("logging out unlinks the phone; starting again shows a new QR code", async () => {
  await startGateway(new Messages());
  const { id, phone } = await pairedSession();
  await as((ctx) => logOutSession(ctx, id));
  await untilStatus(id, "logged_out");
  const { companions } = await admin<{ companions: unknown[] }>("GET", `/phones/${phone}`);
  expect(companions).toEqual([]);
  await as((ctx) => startSession(ctx, id));
  await eventually(() => as((ctx) => readQr(ctx, id)).catch(() => undefined));
});

test("a phone that unlinks the device logs the number out, and its secrets are wiped", async () => {
  await startGateway(new Messages());
  const { id, phone } = await pairedSession();
  await admin("POST", `/accounts/${phone}/logout`, {});
  await untilStatus(id, "logged_out");
  const { rows } = await kernel.machine.database.pool.query(
    "select 1 from session_keys where session_id = $1 union all select 1 from session_credentials where session_id = $1",
    [id],
  );
  expect(rows).toEqual([]);
});

test("a replaced number comes back once, then leaves the line to the other", async () => {
  await startGateway(new Messages());
  const { id, phone } = await pairedSession();
  await admin("POST", `/accounts/${phone}/kick`, { code: 440 });
  await untilStatus(id, "reconnecting");
  await untilStatus(id, "online");
  await admin("POST", `/accounts/${phone}/kick`, { code: 440 });
  await untilStatus(id, "replaced");
});

test("a banned number rests and says why", async () => {
  await startGateway(new Messages());
  const { id, phone } = await pairedSession();
  await admin("POST", `/accounts/${phone}/kick`, { code: 403 });
  await untilStatus(id, "banned");
  expect(await as((ctx) => accessSession(ctx, id))).toMatchObject({ asked: "stop", status_reason: "code_403" });
});

test("deleted while it sends: it is unlinked, nothing is left of its secrets, and nobody finds it", async () => {
  const messages = new Messages();
  await startGateway(messages);
  const { id, phone } = await pairedSession();
  const customer = await newCustomer();
  for (let n = 0; n < 200; n += 1) messages.put(customer, `number ${n}`);
  wakeSession(id);
  await eventually(() => messages.told.length > 5);
  await as((ctx) => deleteSession(ctx, id));
  await expect(as((ctx) => accessSession(ctx, id))).rejects.toMatchObject({ status: 404 });
  await eventually(async () => {
    const { rows } = await kernel.machine.database.pool.query(
      "select (select count(*) from session_keys where session_id = $1) + (select count(*) from session_credentials where session_id = $1) as n",
      [id],
    );
    return Number(rows[0]?.n) === 0;
  });
  const { companions } = await admin<{ companions: unknown[] }>("GET", `/phones/${phone}`);
  expect(companions).toEqual([]);
});

test("a lost lease ends the old holder: it sends and writes nothing more, and another gateway goes on", async () => {
  const first = new Messages();
  const gateway = await startGateway(first);
  const { id, phone } = await pairedSession();
  const customer = await newCustomer();
  const { rows } = await kernel.machine.database.pool.query<{ fence: number }>(
    "update session_leases set fence = fence + 1, holder = 1, expires_at = '-infinity' where session_id = $1 returning fence",
    [id],
  );
  const taken = rows[0]?.fence ?? 0;
  first.put(customer, "from the old holder");
  const second = new Messages();
  await gateway.stop();
  gateways.length = 0;
  await startGateway(second);
  await eventually(async () => {
    const lease = await kernel.machine.database.pool.query<{ fence: number }>(
      "select fence from session_leases where session_id = $1",
      [id],
    );
    return (lease.rows[0]?.fence ?? 0) > taken;
  });
  // The old holder left "online" behind, so look at the connection that the new one made.
  const online = await eventually(async () => {
    const { items } = await as((ctx) => listActivity(ctx, id));
    return items.filter(({ kind }) => kind === "is_online").length > 1 && items;
  });
  expect(online[0]?.kind).toBe("is_online");
  second.put(customer, "from the new holder");
  wakeSession(id);
  await eventually(async () => (await held(customer, phone)).some(({ text }) => text === "from the new holder"));
});

test("a paced number lets a reply pass while the rest waits", async () => {
  const messages = new Messages();
  await startGateway(messages);
  const { id } = await pairedSession("fast");
  const customer = await newCustomer();
  for (let n = 0; n < 30; n += 1) messages.put(customer, `campaign ${n}`);
  wakeSession(id);
  await eventually(() => messages.told.length >= 1);
  const reply = messages.put(customer, "an answer", "reply");
  wakeSession(id);
  await eventually(() => messages.told.some(({ waId }) => waId === reply.waId));
  expect(messages.told.length).toBeLessThan(20);
});

test("an installation that keeps off the live network says so and connects nowhere", async () => {
  await startGateway(new Messages());
  const { id } = await as((ctx) => createSession(ctx, { name: "Live", description: "", network: "live" }));
  await untilStatus(id, "stopped");
  expect((await as((ctx) => accessSession(ctx, id))).status_reason).toBe("live_network_off");
});

test("another organization finds nothing", async () => {
  await startGateway(new Messages());
  const { id } = await pairedSession();
  const stranger = { organizationId: randomUUID(), actor: { kind: "system" as const, name: "test" } };
  await expect(runAsTenant(kernel.machine, stranger, (ctx) => accessSession(ctx, id))).rejects.toMatchObject({
    status: 404,
  });
  const seen = await runAsTenant(kernel.machine, stranger, (ctx) => sql`select 1 from session_keys`.execute(ctx.db));
  expect(seen.rows).toEqual([]);
});
