import { createHmac } from "node:crypto";
import { downloadMediaMessage } from "baileys";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { admin, adminOf, type Client, finish, pair, textOf, until } from "./baileys-client.ts";
import { type CloudNumberKeys, graph, makeNumber, messageIn, send, sendText, statusIn } from "./cloud-fixture.ts";
import { type Json, type Receiver, startReceiver } from "./webhook-receiver.ts";

const BAILEYS = "628120000101";
let simulator: Simulator;
let receiver: Receiver;
let number: CloudNumberKeys;
let phone: Client;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "cloud" });
  receiver = await startReceiver();
  number = await makeNumber(simulator, receiver, { phone: "15550001001", name: "Shop" });
  phone = await pair(simulator, BAILEYS);
});
afterAll(async () => {
  await finish(simulator, phone);
  await receiver.stop();
});

test("a person writes to a number: the webhook is signed and names who and what", async () => {
  await adminOf(simulator).changePerson("628130000101", { name: "Siti Åsa" });
  await adminOf(simulator).sendAsPerson("628130000101", { to: number.phone, text: "Halo, https://x.id/ü 🎉" });
  const webhook = await receiver.find("the message", (one) => messageIn(one.body)?.from === "628130000101" && one);
  const signature = `sha256=${createHmac("sha256", number.appSecret).update(webhook.raw).digest("hex")}`;
  expect(webhook.headers["x-hub-signature-256"]).toBe(signature);
  expect(webhook.raw).toMatch(/^[\x20-\x7e]+$/);
  const { value, field } = webhook.body.entry[0].changes[0];
  expect(webhook.body.entry[0].id).toBe(number.wabaId);
  expect(field).toBe("messages");
  expect(value.metadata).toEqual({ display_phone_number: number.phone, phone_number_id: number.id });
  expect(value.contacts[0]).toMatchObject({ profile: { name: "Siti Åsa" }, wa_id: "628130000101" });
  expect(value.contacts[0].user_id).toMatch(/^ID\.\d+$/);
  expect(value.messages[0]).toMatchObject({ type: "text", text: { body: "Halo, https://x.id/ü 🎉" } });
  expect(value.messages[0].id).toMatch(/^wamid\./);
});

test("inside the window a text goes out and comes back as sent, delivered and read, with its price", async () => {
  const { status, body } = await sendText(simulator, number, "+62 813-0000-101", "Siap");
  expect(status).toBe(200);
  expect(body.contacts).toEqual([{ input: "+62 813-0000-101", wa_id: "628130000101" }]);
  const wamid = body.messages[0].id;
  const sent = await receiver.find("sent", (one) => statusIn(one.body, wamid, "sent"));
  expect(sent.pricing).toEqual({ billable: true, pricing_model: "PMP", type: "regular", category: "service" });
  expect(sent.conversation.origin).toEqual({ type: "service" });
  expect(sent.recipient_id).toBe("628130000101");
  await receiver.find("delivered", (one) => statusIn(one.body, wamid, "delivered"));
  const { messages } = await adminOf(simulator).chat("628130000101", number.phone);
  expect(messages.at(-1)).toMatchObject({ direction: "in", text: "Siap", status: "received" });
  await adminOf(simulator).readAsPerson("628130000101");
  const read = await receiver.find("read", (one) => statusIn(one.body, wamid, "read"));
  expect(read.pricing).toBeUndefined();
});

test("a number on the emulator and a number on Baileys write to each other, and see each other's ticks", async () => {
  const sent = await phone.socket.sendMessage(`${number.phone}@s.whatsapp.net`, { text: "from Baileys" });
  const incoming = await receiver.find("the message", (one) => {
    const message = messageIn(one.body);
    return message?.text?.body === "from Baileys" && message;
  });
  expect(incoming.from).toBe(BAILEYS);
  await until("delivered", () => phone.updates.find((one) => one.id === sent?.key.id && one.status === 3));
  const read = {
    messaging_product: "whatsapp",
    status: "read",
    message_id: incoming.id,
    typing_indicator: { type: "text" },
  };
  expect((await graph(simulator, number.token, "POST", `${number.id}/messages`, read)).body).toEqual({ success: true });
  await until("read", () => phone.updates.find((one) => one.id === sent?.key.id && one.status === 4));

  const reply = await send(simulator, number, {
    to: BAILEYS,
    context: { message_id: incoming.id },
    type: "text",
    text: { body: "from the platform" },
  });
  const wamid = reply.body.messages[0].id;
  const arrived = await until("the reply", () => phone.messages.find((one) => textOf(one) === "from the platform"));
  expect(arrived.message?.extendedTextMessage?.contextInfo?.stanzaId).toBe(sent?.key.id);
  await receiver.find("delivered", (one) => statusIn(one.body, wamid, "delivered"));
  await phone.socket.readMessages([arrived.key]);
  await receiver.find("read", (one) => statusIn(one.body, wamid, "read"));
});

test("files go both ways between the platform and Baileys, and open on the other side", async () => {
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("file", new Blob([Buffer.from("png bytes")], { type: "image/png" }), "a.png");
  const headers = { authorization: `Bearer ${number.token}` };
  const base = `http://127.0.0.1:${simulator.port}/graph/v24.0`;
  const uploaded = await fetch(`${base}/${number.id}/media`, { method: "POST", headers, body: form });
  const { id }: Json = await uploaded.json();
  await send(simulator, number, { to: BAILEYS, type: "image", image: { id, caption: "lihat" } });
  const arrived = await until("the image", () => phone.messages.find((one) => one.message?.imageMessage));
  expect(arrived.message?.imageMessage?.caption).toBe("lihat");
  expect((await downloadMediaMessage(arrived, "buffer", {})).toString()).toBe("png bytes");

  const document = Buffer.from("%PDF of Baileys");
  const jid = `${number.phone}@s.whatsapp.net`;
  await phone.socket.sendMessage(jid, { document, mimetype: "application/pdf", fileName: "nota.pdf" });
  const told = await receiver.find("the document", (one) => messageIn(one.body)?.document);
  expect(told).toMatchObject({ mime_type: "application/pdf", filename: "nota.pdf" });
  const media = (await graph(simulator, number.token, "GET", told.id)).body;
  expect(await (await fetch(media.url, { headers })).text()).toBe("%PDF of Baileys");
  expect(Buffer.from(told.sha256, "base64").toString("hex")).toBe(media.sha256);
});

test("a reaction of Baileys names the message it is about", async () => {
  const { body } = await sendText(simulator, number, BAILEYS, "suka?");
  const wamid = body.messages[0].id;
  const arrived = await until("the text", () => phone.messages.find((one) => textOf(one) === "suka?"));
  await phone.socket.sendMessage(`${number.phone}@s.whatsapp.net`, { react: { text: "❤️", key: arrived.key } });
  const told = await receiver.find("the reaction", (one) => messageIn(one.body)?.reaction);
  expect(told).toEqual({ message_id: wamid, emoji: "❤️" });
});

test("buttons and lists reach Baileys, and what was tapped reaches the webhook with what it answers", async () => {
  const interactive = {
    type: "button",
    body: { text: "Lanjut?" },
    action: { buttons: [{ type: "reply", reply: { id: "yes", title: "Ya" } }] },
  };
  const { body } = await send(simulator, number, { to: BAILEYS, type: "interactive", interactive });
  const arrived = await until("the buttons", () => phone.messages.find((one) => one.message?.buttonsMessage));
  expect(arrived.message?.buttonsMessage).toMatchObject({ contentText: "Lanjut?", buttons: [{ buttonId: "yes" }] });
  await admin(simulator, "POST", `/cloud/numbers/${number.id}/receive`, {
    from: BAILEYS,
    type: "interactive",
    context: { id: body.messages[0].id },
    interactive: { type: "button_reply", button_reply: { id: "yes", title: "Ya" } },
  });
  const tapped = await receiver.find("the tap", (one) => messageIn(one.body)?.interactive && messageIn(one.body));
  expect(tapped).toMatchObject({
    context: { from: number.phone, id: body.messages[0].id },
    interactive: { button_reply: { id: "yes" } },
  });
});

test("two numbers of the platform write to each other", async () => {
  const other = await makeNumber(simulator, receiver, { phone: "15550001002" });
  await adminOf(simulator).typeOnPhone(number.phone, { to: other.phone, text: "open the window" });
  await receiver.find("the first", (one) => messageIn(one.body)?.text?.body === "open the window");
  const { body } = await sendText(simulator, other, number.phone, "between us");
  const arrived = await receiver.find("the message", (one) => messageIn(one.body)?.text?.body === "between us" && one);
  expect(arrived.body.entry[0].id).toBe(number.wabaId);
  await receiver.find("delivered", (one) => statusIn(one.body, body.messages[0].id, "delivered"));
});

test("who hides its number is known by its business-scoped id, and can be written to by it", async () => {
  const person = "628130000109";
  await admin(simulator, "PUT", `/cloud/people/${person}`, { username: "rahasia", hidesNumber: true });
  await adminOf(simulator).sendAsPerson(person, { to: number.phone, text: "siapa saya?" });
  const webhook = await receiver.find("the message", (one) => messageIn(one.body)?.text?.body === "siapa saya?" && one);
  const { contacts, messages } = webhook.body.entry[0].changes[0].value;
  expect(webhook.raw).not.toContain(person);
  expect(contacts[0].profile.username).toBe("rahasia");
  const { body } = await send(simulator, number, { recipient: contacts[0].user_id, text: { body: "ketemu" } });
  expect(body.contacts).toEqual([{ input: messages[0].from_user_id, user_id: messages[0].from_user_id }]);
  const status = await receiver.find("delivered", (one) => statusIn(one.body, body.messages[0].id, "delivered"));
  expect(status.recipient_id).toBeUndefined();
  expect(status.recipient_user_id).toBe(contacts[0].user_id);
});

test("every kind of incoming message has its shape in the webhook", async () => {
  const from = "628130000110";
  const variants: Record<string, unknown>[] = [
    { type: "image", image: { caption: "foto", mime_type: "image/png", data: Buffer.from("png").toString("base64") } },
    { type: "location", location: { latitude: -6.2, longitude: 106.8, name: "Jakarta" } },
    { type: "contacts", contacts: [{ name: { formatted_name: "Budi" }, phones: [{ phone: "+628", wa_id: "628" }] }] },
    { type: "reaction", reaction: { message_id: "wamid.X", emoji: "👍" } },
    { type: "button", button: { payload: "STOP", text: "Berhenti" } },
    { type: "order", order: { catalog_id: "1", text: "", product_items: [] } },
    { type: "system", system: { body: "changed", wa_id: "628999", type: "user_changed_number" } },
    { type: "text", text: { body: "from an ad" }, referral: { source_type: "ad", source_id: "7", ctwa_clid: "c" } },
  ];
  for (const variant of variants)
    await admin(simulator, "POST", `/cloud/numbers/${number.id}/receive`, { from, ...variant });
  for (const { type } of variants)
    await receiver.find(String(type), (one) => messageIn(one.body)?.from === from && messageIn(one.body).type === type);
  const { body } = await sendText(simulator, number, from, "free");
  const sent = await receiver.find("sent", (one) => statusIn(one.body, body.messages[0].id, "sent"));
  expect(sent.pricing).toMatchObject({ billable: false, type: "free_entry_point", category: "referral_conversion" });
});

test("people behave towards a number of the platform as towards any other", async () => {
  const persona = { stopChance: 1, readDelay: [0, 0] as [number, number], stopDelay: [0, 0] as [number, number] };
  await adminOf(simulator).changePerson("628130000111", { persona });
  await adminOf(simulator).sendAsPerson("628130000111", { to: number.phone, text: "halo" });
  await receiver.find("the first", (one) => messageIn(one.body)?.from === "628130000111");
  const { body } = await sendText(simulator, number, "628130000111", "Promo!");
  await receiver.find("read", (one) => statusIn(one.body, body.messages[0].id, "read"));
  await receiver.find("the answer", (one) => messageIn(one.body)?.text?.body === "STOP");
});

test("after a reset the platform is empty and takes new numbers", async () => {
  const own = await startSimulator();
  const first = await makeNumber(own, undefined, { phone: "15550001009" });
  await adminOf(own).reset();
  expect((await graph(own, first.token, "GET", first.id)).status).toBe(401);
  const second = await makeNumber(own, undefined, { phone: "15550001009" });
  expect((await graph(own, second.token, "GET", `${second.wabaId}/phone_numbers`)).body.data).toHaveLength(1);
  await own.stop();
});

test("what the owner writes in the Business app is told as an echo; who moves to another number is told too", async () => {
  const shared = await makeNumber(simulator, receiver, { phone: "15550001010" });
  await admin(simulator, "PUT", `/cloud/numbers/${shared.id}`, { throughput: "COEXISTENCE" });
  await adminOf(simulator).typeOnPhone(shared.phone, { to: "628130000112", text: "dari ponsel" });
  const echo = await receiver.find("the echo", (one) => one.body.entry[0].changes[0].value.message_echoes?.[0]);
  expect(echo).toMatchObject({ from: shared.phone, to: "628130000112", type: "text", text: { body: "dari ponsel" } });
  await adminOf(simulator).sendAsPerson("628130000112", { to: shared.phone, text: "ya" });
  await receiver.find("the answer", (one) => messageIn(one.body)?.text?.body === "ya");
  await admin(simulator, "POST", "/people/628130000112/change-number", { to: "628130000113" });
  const moved = await receiver.find(
    "the move",
    (one) => messageIn(one.body)?.from === "628130000112" && messageIn(one.body).system,
  );
  expect(moved).toMatchObject({ wa_id: "628130000113", type: "user_changed_number" });
});
