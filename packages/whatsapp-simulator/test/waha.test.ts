import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadMediaMessage } from "baileys";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type Simulator, startSimulator } from "../src/index.ts";
import { admin, adminOf, type Client, finish, pair, textOf, until } from "./baileys-client.ts";
import { type Json, type Receiver, startReceiver } from "./webhook-receiver.ts";

const SHOP = "628110000601";
const BAILEYS = "628120000601";
const PERSON = "628130000601";
let simulator: Simulator;
let receiver: Receiver;
let key: string;
let phone: Client;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "waha" });
  receiver = await startReceiver();
  key = (await admin<Json>(simulator, "GET", "/waha")).apiKey;
  phone = await pair(simulator, BAILEYS);
});
afterAll(async () => {
  await finish(simulator, phone);
  await receiver.stop();
});

async function waha(
  method: string,
  path: string,
  body?: unknown,
  on = simulator,
): Promise<{ status: number; body: Json }> {
  const response = await fetch(`http://127.0.0.1:${on.port}/waha${path}`, {
    method,
    headers: { "x-api-key": key, "content-type": "application/json", accept: "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const send = (path: string, body: Record<string, unknown>) =>
  waha("POST", `/api/${path}`, { session: "shop", chatId: `${PERSON}@c.us`, ...body });
const eventOf = (event: string, look: (payload: Json) => boolean = () => true) =>
  receiver.find(
    event,
    (one) => one.body.event === event && one.body.session === "shop" && look(one.body.payload) && one,
  );

test("the key is needed", async () => {
  const response = await fetch(`http://127.0.0.1:${simulator.port}/waha/api/sessions`);
  expect([response.status, await response.json()]).toEqual([401, { message: "Unauthorized", statusCode: 401 }]);
  expect((await waha("GET", "/ping")).body).toEqual({ message: "pong" });
});

test("a session shows a QR, a phone scans it, it works; each step is told and signed", async () => {
  const config = {
    metadata: { tenant: "7" },
    webhooks: [
      { url: receiver.url, events: ["*"], hmac: { key: "secret" }, customHeaders: [{ name: "X-Own", value: "1" }] },
    ],
  };
  const created = await waha("POST", "/api/sessions", { name: "shop", config });
  expect([created.status, created.body.status]).toEqual([201, "SCAN_QR_CODE"]);
  expect((await waha("POST", "/api/sessions", { name: "shop" })).status).toBe(422);
  const { value } = (await waha("GET", "/api/shop/auth/qr?format=raw")).body;
  const image = (await waha("GET", "/api/shop/auth/qr")).body;
  expect(Buffer.from(image.data, "base64").subarray(1, 4).toString()).toBe("PNG");
  await adminOf(simulator).createPhone({ phone: SHOP });
  await adminOf(simulator).scanQr(SHOP, value);
  const working = await eventOf("session.status", (payload) => payload.status === "WORKING");
  expect(working.body).toMatchObject({ metadata: { tenant: "7" }, me: { id: `${SHOP}@c.us` }, engine: "NOWEB" });
  expect(working.body.payload.statuses.map((one: Json) => one.status)).toEqual(["SCAN_QR_CODE", "STARTING", "WORKING"]);
  const hmac = createHmac("sha512", "secret").update(working.raw).digest("hex");
  expect(working.headers).toMatchObject({ "x-webhook-hmac": hmac, "x-webhook-hmac-algorithm": "sha512", "x-own": "1" });
  expect(working.headers["x-webhook-request-id"]).toBeTruthy();
  const [listed] = (await waha("GET", "/api/sessions")).body;
  expect(listed).toMatchObject({ name: "shop", status: "WORKING", me: { id: `${SHOP}@c.us` } });
});

test("a text goes out and its ticks come back", async () => {
  const { status, body } = await send("sendText", { text: "Halo", id: "OWNID1" });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    id: `true_${PERSON}@c.us_OWNID1`,
    fromMe: true,
    body: "Halo",
    source: "api",
    to: `${PERSON}@c.us`,
  });
  await eventOf("message.any", (payload) => payload.id === body.id);
  await eventOf("message.ack", (payload) => payload.id === body.id && payload.ackName === "DEVICE");
  await adminOf(simulator).readAsPerson(PERSON);
  await eventOf("message.ack", (payload) => payload.id === body.id && payload.ack === 3);
});

test("a person answers: the message is told, seen, answered to, reacted to, edited and taken back", async () => {
  const { id } = await adminOf(simulator).sendAsPerson(PERSON, { to: SHOP, text: "Berapa?" });
  const told = await eventOf("message", (payload) => payload.body === "Berapa?");
  expect(told.body.payload).toMatchObject({
    id: `false_${PERSON}@c.us_${id}`,
    from: `${PERSON}@c.us`,
    fromMe: false,
    hasMedia: false,
  });
  await send("sendSeen", { messageIds: [told.body.payload.id] });
  expect(simulator.network.book.find(PERSON, SHOP, "out", id)?.status).toBe("read");
  const reply = await send("sendText", { text: "10rb", reply_to: told.body.payload.id });
  expect(reply.body.replyTo).toMatchObject({ id, body: "Berapa?" });
  await waha("PUT", "/api/reaction", { session: "shop", messageId: told.body.payload.id, reaction: "👍" });
  expect(simulator.network.book.find(PERSON, SHOP, "out", id)?.details?.reactions).toEqual({ [SHOP]: "👍" });
  const path = `/api/shop/chats/${encodeURIComponent(`${PERSON}@c.us`)}/messages/${encodeURIComponent(reply.body.id)}`;
  await waha("PUT", path, { text: "12rb" });
  expect((await waha("GET", path)).body.body).toBe("12rb");
  await eventOf("message.edited", (payload) => payload.body === "12rb");
  expect((await waha("DELETE", path)).status).toBe(200);
  await eventOf("message.revoked", (payload) => payload.revokedMessageId === reply.body.id.split("_")[2]);
  await adminOf(simulator).sendAsPerson(PERSON, {
    to: SHOP,
    react: { id: reply.body.id.split("_")[2], emoji: "❤️" },
  } as Json);
  await eventOf("message.reaction", (payload) => payload.reaction.text === "❤️");
});

test("each kind of message goes out", async () => {
  const data = Buffer.from("bytes").toString("base64");
  const calls: [string, Record<string, unknown>, string][] = [
    ["sendImage", { file: { mimetype: "image/png", data }, caption: "foto" }, "imageMessage"],
    ["sendFile", { file: { mimetype: "application/pdf", filename: "a.pdf", data } }, "documentMessage"],
    ["sendVoice", { file: { mimetype: "audio/ogg; codecs=opus", data } }, "audioMessage"],
    ["sendVideo", { file: { mimetype: "video/mp4", data } }, "videoMessage"],
    ["sendLocation", { latitude: -6.2, longitude: 106.8, title: "Toko" }, "locationMessage"],
    [
      "sendContactVcard",
      { contacts: [{ fullName: "Budi", phoneNumber: "+62 813", whatsappId: "62813", vcard: null }] },
      "contactMessage",
    ],
    [
      "sendPoll",
      { poll: { name: "Warna?", options: ["Merah", "Biru"], multipleAnswers: false } },
      "pollCreationMessageV3",
    ],
    [
      "sendList",
      { message: { title: "Menu", button: "Buka", sections: [{ title: "A", rows: [{ title: "Kopi", rowId: "1" }] }] } },
      "listMessage",
    ],
  ];
  for (const [path, body, kind] of calls) {
    const sent = await send(path, body);
    expect([path, sent.status]).toEqual([path, 201]);
    const held = simulator.network.book.find(PERSON, SHOP, "in", sent.body.id.split("_")[2]);
    expect([path, held?.kind]).toEqual([path, kind]);
  }
  const image = await send("sendImage", { file: { mimetype: "image/png", data } });
  const file = await fetch(image.body.media.url, { headers: { "x-api-key": key } });
  expect(await file.text()).toBe("bytes");
  await admin(simulator, "PUT", "/waha", { filesLifetime: 1 });
  const gone = await fetch(image.body.media.url, { headers: { "x-api-key": key } });
  expect([gone.status, ((await gone.json()) as Json).error.key]).toEqual([404, "FILE_NOT_FOUND"]);
  await admin(simulator, "PUT", "/waha", { filesLifetime: 180_000 });
});

test("a session and Baileys write to each other, a file and a group too", async () => {
  const data = "iVBORw0KGgo=";
  await send("sendImage", { chatId: `${BAILEYS}@c.us`, file: { mimetype: "image/png", data }, caption: "gambar" });
  const image = await until("the image", () => phone.messages.find((one) => one.message?.imageMessage));
  expect((await downloadMediaMessage(image, "buffer", {})).toString("base64")).toBe(data);
  await phone.socket.sendMessage(`${SHOP}@s.whatsapp.net`, { image: Buffer.from(data, "base64"), caption: "balasan" });
  const back = await eventOf("message", (payload) => payload.body === "balasan");
  const file = await fetch(back.body.payload.media.url, { headers: { "x-api-key": key } });
  expect(Buffer.from(await file.arrayBuffer()).toString("base64")).toBe(data);
  await send("sendText", { chatId: `${BAILEYS}@c.us`, text: "dari WAHA" });
  await until("the text", () => phone.messages.find((one) => textOf(one) === "dari WAHA"));
  await phone.socket.sendMessage(`${SHOP}@s.whatsapp.net`, { text: "dari Baileys" });
  await eventOf("message", (payload) => payload.body === "dari Baileys" && payload.from === `${BAILEYS}@c.us`);
  const participants = [{ id: `${BAILEYS}@c.us` }, { id: `${PERSON}@c.us` }];
  const group = (await waha("POST", "/api/shop/groups", { name: "Tim", participants })).body;
  await send("sendText", { chatId: group.id, text: "halo tim" });
  await until("the text in the group", () =>
    phone.messages.find((one) => textOf(one) === "halo tim" && one.key.remoteJid === group.id),
  );
  await eventOf(
    "message.ack.group",
    (payload) => payload.participant === `${PERSON}@c.us` && payload.ackName === "DEVICE",
  );
  const path = `/api/shop/groups/${encodeURIComponent(group.id)}`;
  await waha("PUT", `${path}/subject`, { subject: "Tim Satu" });
  await eventOf("group.v2.update", (payload) => payload.group.subject === "Tim Satu");
  await waha("POST", `${path}/admin/promote`, { participants: [{ id: `${PERSON}@c.us` }] });
  const promoted = await eventOf("group.v2.participants", (payload) => payload.type === "promote");
  expect(promoted.body.payload.participants).toMatchObject([{ id: `${PERSON}@c.us`, role: "admin" }]);
  await waha("POST", `${path}/admin/demote`, { participants: [{ id: `${PERSON}@c.us` }] });
  await phone.socket.sendMessage(group.id, { text: "siap" });
  const told = await eventOf("message", (payload) => payload.body === "siap");
  expect(told.body.payload).toMatchObject({ from: group.id, participant: `${BAILEYS}@c.us` });
  const listed = (await waha("GET", `/api/shop/groups/${encodeURIComponent(group.id)}/participants/v2`)).body;
  expect(listed.map((one: Json) => one.role)).toEqual(["superadmin", "participant", "participant"]);
});

test("people and chats are listed; who is not there is not there; both names of everyone are known", async () => {
  await adminOf(simulator).changePerson("628130000609", { registered: false });
  expect((await waha("GET", "/api/contacts/check-exists?session=shop&phone=628130000609")).body).toEqual({
    numberExists: false,
  });
  expect((await waha("GET", `/api/contacts/check-exists?session=shop&phone=%2B${PERSON}`)).body).toMatchObject({
    numberExists: true,
    chatId: `${PERSON}@c.us`,
  });
  expect((await send("sendText", { chatId: "628130000609@c.us", text: "x" })).status).toBe(422);
  const { lid } = (await waha("GET", `/api/shop/lids/pn/${PERSON}`)).body;
  expect((await waha("GET", `/api/shop/lids/${encodeURIComponent(lid)}`)).body).toEqual({ lid, pn: `${PERSON}@c.us` });
  const chats = (await waha("GET", "/api/shop/chats/overview?limit=50")).body;
  expect(chats.map((one: Json) => one.id)).toContain(`${PERSON}@c.us`);
  const messages = (await waha("GET", `/api/shop/chats/${PERSON}@c.us/messages?limit=3&filter.fromMe=false`)).body;
  expect(messages.every((one: Json) => one.fromMe === false)).toBe(true);
});

test("events come on a WebSocket too", async () => {
  const heard: Json[] = [];
  const socket = new WebSocket(`ws://127.0.0.1:${simulator.port}/waha/ws?session=*&events=message&x-api-key=${key}`);
  await new Promise((resolve) => socket.once("open", resolve));
  socket.on("message", (data) => heard.push(JSON.parse(String(data))));
  await adminOf(simulator).sendAsPerson(PERSON, { to: SHOP, text: "lewat socket" });
  await until("the event", () => heard.find((one) => one.event === "message" && one.payload.body === "lewat socket"));
  socket.close();
  const bad = new WebSocket(`ws://127.0.0.1:${simulator.port}/waha/ws?x-api-key=${key}`);
  expect(await new Promise((resolve) => bad.once("close", resolve))).toBe(4001);
  const stranger = new WebSocket(`ws://127.0.0.1:${simulator.port}/waha/ws?events=*`);
  expect(await new Promise((resolve) => stranger.once("error", (error) => resolve(error.message)))).toContain("401");
});

test("a session that is not ready is waited for, then refused; errors can be ordered; a code links as well", async () => {
  await admin(simulator, "PUT", "/waha", { statusWait: 0 });
  await waha("POST", "/api/sessions", { name: "second" });
  const refused = await waha("POST", "/api/sendText", { session: "second", chatId: `${PERSON}@c.us`, text: "x" });
  expect([refused.status, refused.body.status, refused.body.expected]).toEqual([422, "SCAN_QR_CODE", ["WORKING"]]);
  await admin(simulator, "POST", "/waha/errors", { path: "/api/sendText", status: 500 });
  expect((await send("sendText", { text: "x" })).status).toBe(500);
  expect((await send("sendText", { text: "x" })).status).toBe(201);
  const { code } = (await waha("POST", "/api/second/auth/request-code", { phoneNumber: "628110000602" })).body;
  expect(code).toMatch(/^\w{4}-\w{4}$/);
  await admin(simulator, "POST", "/waha/scan", { code, phone: "628110000602" });
  expect((await waha("GET", "/api/sessions/second/me")).body.id).toBe("628110000602@c.us");
  expect((await waha("POST", "/api/sessions/second/logout")).body.status).toBe("SCAN_QR_CODE");
  expect((await waha("POST", "/api/sessions/second/stop")).body.status).toBe("STOPPED");
  expect((await waha("DELETE", "/api/sessions/second")).status).toBe(200);
  expect((await waha("GET", "/api/sessions/second")).status).toBe(404);
});

test("a QR is renewed six times, then the session has failed", async () => {
  await admin(simulator, "PUT", "/waha", { qrLifetime: 5 });
  await waha("POST", "/api/sessions", {
    name: "third",
    config: {
      webhooks: [
        {
          url: receiver.url,
          events: ["session.status"],
          retries: { policy: "constant", delaySeconds: 0.02, attempts: 2 },
        },
      ],
    },
  });
  await receiver.find("the failure", (one) => one.body.session === "third" && one.body.payload.status === "FAILED");
  await admin(simulator, "PUT", "/waha", { qrLifetime: 20_000 });
  receiver.answers.push(500, 500);
  await waha("POST", "/api/sessions/third/restart");
  const qrs = () =>
    receiver.received.filter((one) => one.body.session === "third" && one.body.payload.status === "SCAN_QR_CODE");
  await until("the repeated events", () => qrs().length >= 7);
});

test("sessions go on after a restart", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  const first = await startSimulator({ dataDirectory: folder });
  key = (await admin<Json>(first, "GET", "/waha")).apiKey;
  await waha("POST", "/api/sessions", { name: "kept" }, first);
  await admin(first, "POST", "/waha/sessions/kept/scan", { phone: SHOP });
  await first.stop();
  const second = await startSimulator({ dataDirectory: folder });
  const sent = await waha("POST", "/api/sendText", { session: "kept", chatId: PERSON, text: "again" }, second);
  expect(sent.status).toBe(201);
  await second.stop();
  rmSync(folder, { recursive: true });
});
