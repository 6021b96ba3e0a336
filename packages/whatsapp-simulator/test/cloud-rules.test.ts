import { afterAll, beforeAll, expect, test } from "vitest";
import { ERROR_CODES } from "../src/cloud/error-codes.ts";
import { type Simulator, startSimulator } from "../src/index.ts";
import { admin, adminOf, until } from "./baileys-client.ts";
import { type CloudNumberKeys, graph, makeNumber, messageIn, send, sendText, statusIn } from "./cloud-fixture.ts";
import { type Json, type Receiver, startReceiver } from "./webhook-receiver.ts";

const KNOWN = "628130000301";
let simulator: Simulator;
let receiver: Receiver;
let number: CloudNumberKeys;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "rules" });
  receiver = await startReceiver();
  number = await makeNumber(simulator, receiver, { phone: "15550003001" });
  await adminOf(simulator).sendAsPerson(KNOWN, { to: number.phone, text: "open" });
  await receiver.find("the first message", (one) => messageIn(one.body));
});
afterAll(async () => {
  await simulator.stop();
  await receiver.stop();
});

const json = (response: Response): Promise<Json> => response.json();

async function failureOf(keys: CloudNumberKeys, message: Record<string, unknown>): Promise<Json> {
  const { status, body } = await send(simulator, keys, message);
  expect(status).toBe(200);
  const wamid = body.messages[0].id;
  return (await receiver.find("the failure", (one) => statusIn(one.body, wamid, "failed"))).errors[0];
}

const text = (to: string) => ({ to, type: "text", text: { body: "hi" } });

test("tokens: none, wrong, expired, of another account, without the permission", async () => {
  const bare = await fetch(`http://127.0.0.1:${simulator.port}/graph/v24.0/${number.id}`);
  expect([bare.status, (await json(bare)).error.code]).toEqual([401, 190]);
  expect((await graph(simulator, "EAAwrong", "GET", number.id)).body.error.code).toBe(190);
  const app = `/cloud/apps/${number.appId}/tokens`;
  const expired = await admin<{ token: string }>(simulator, "POST", app, { expiresIn: -1 });
  expect((await graph(simulator, expired.token, "GET", number.id)).body.error).toMatchObject({
    code: 190,
    error_subcode: 463,
  });
  const narrow = await admin<{ token: string }>(simulator, "POST", app, { scopes: ["whatsapp_business_management"] });
  expect((await send(simulator, { ...number, token: narrow.token }, text(KNOWN))).body.error.code).toBe(200);
  const other = await makeNumber(simulator, undefined);
  const foreign = await graph(simulator, other.token, "GET", number.id);
  const absent = await graph(simulator, other.token, "GET", "100000000000000");
  expect(foreign.body.error.message.replaceAll(number.id, "")).toBe(
    absent.body.error.message.replaceAll("100000000000000", ""),
  );
  expect(absent.body.error).toMatchObject({ code: 100, error_subcode: 33, type: "GraphMethodException" });
});

test("the code of an embedded sign-up becomes a token", async () => {
  const { code } = await admin<{ code: string }>(simulator, "POST", `/cloud/apps/${number.appId}/tokens`, {
    asCode: true,
    wabaIds: [number.wabaId],
  });
  const query = new URLSearchParams({ client_id: number.appId, client_secret: number.appSecret, code });
  const url = `http://127.0.0.1:${simulator.port}/graph/v24.0/oauth/access_token?${query}`;
  const { access_token } = await json(await fetch(url));
  expect((await graph(simulator, access_token, "GET", number.wabaId)).body.id).toBe(number.wabaId);
  expect((await json(await fetch(url))).error.code).toBe(100);
  const debugged = await graph(simulator, access_token, "GET", `debug_token?input_token=${access_token}`);
  expect(debugged.body.data).toMatchObject({ is_valid: true, app_id: number.appId });
});

test("what cannot be sent is refused with the code of its reason", async () => {
  const cases: [Record<string, unknown>, number][] = [
    [{ type: "text", text: { body: "x" } }, 131008],
    [{ ...text("12") }, 131009],
    [{ ...text(number.phone) }, 131021],
    [{ ...text(KNOWN), text: {} }, 131008],
    [{ ...text(KNOWN), text: { body: "x".repeat(4097) } }, 131009],
    [{ ...text(KNOWN), text: { body: 5 } }, 100],
    [{ ...text(KNOWN), type: "poll" }, 100],
    [{ to: KNOWN, type: "image", image: { id: "123" } }, 131009],
    [{ to: KNOWN, type: "audio", audio: { link: "https://x.id/a.ogg", caption: "x" } }, 100],
    [{ to: KNOWN, type: "location", location: { latitude: 91, longitude: 0 } }, 131009],
    [{ to: KNOWN, type: "template", template: { name: "none", language: { code: "id" } } }, 132001],
    [{ ...text(KNOWN), recipient_type: "group" }, 3],
    [{ ...text(KNOWN), messaging_product: "x" }, 100],
  ];
  for (const [message, code] of cases) {
    const { status, body } = await send(simulator, number, message);
    expect([JSON.stringify(message).slice(0, 60), body.error?.code, status >= 400]).toEqual([
      JSON.stringify(message).slice(0, 60),
      code,
      true,
    ]);
  }
});

test("every error of the platform can be ordered, in the answer and in a webhook", async () => {
  await admin(simulator, "PUT", "/cloud/settings", { pairRate: false, throughput: false });
  await adminOf(simulator).changeSettings({ receiptDelay: 0 });
  for (const [written, known] of Object.entries(ERROR_CODES)) {
    const code = Number(written);
    await admin(simulator, "POST", "/cloud/errors", { code, numberId: number.id, told: "answer" });
    const { status, body } = await sendText(simulator, number, KNOWN, "x");
    expect([code, status, body.error.code]).toEqual([code, known.status, code]);
    expect(body.error.error_data.messaging_product).toBe("whatsapp");
    await admin(simulator, "POST", "/cloud/errors", { code, to: KNOWN, told: "webhook" });
    expect((await failureOf(number, text(KNOWN))).code).toBe(code);
  }
  expect((await sendText(simulator, number, KNOWN, "after")).status).toBe(200);
  await adminOf(simulator).changeSettings({ receiptDelay: 100 });
  await admin(simulator, "PUT", "/cloud/settings", { pairRate: true, throughput: true });
}, 20_000);

test("outside the window, to nobody, from a flagged number, beyond the limit: accepted first, failed later", async () => {
  expect((await failureOf(number, text("628130000302"))).code).toBe(131047);
  await adminOf(simulator).changePerson("628130000303", { registered: false });
  expect((await failureOf(number, text("628130000303"))).code).toBe(131026);
});

test("a pair takes 45 messages at once and then one each six seconds; a number 80 a second", async () => {
  const fresh = await makeNumber(simulator, undefined);
  await adminOf(simulator).changeSettings({ speed: 0 });
  const codes = [];
  for (let index = 0; index < 46; index++) codes.push((await sendText(simulator, fresh, KNOWN, "x")).body.error?.code);
  expect(codes.filter((code) => code === undefined)).toHaveLength(45);
  expect(codes.at(-1)).toBe(131056);
  const { now } = await adminOf(simulator).settings();
  await adminOf(simulator).changeSettings({ now: now + 6_000 });
  expect((await sendText(simulator, fresh, KNOWN, "x")).status).toBe(200);
  const fast = [];
  for (let index = 0; index < 81; index++)
    fast.push((await sendText(simulator, fresh, `6281400${1_000 + index}`, "x")).body.error?.code);
  expect(fast.at(-1)).toBe(130429);
  await adminOf(simulator).changeSettings({ speed: 1, now: Date.now() });
});

test("a test number writes to its allowed people only; an unregistered one to nobody", async () => {
  const fresh = await makeNumber(simulator, undefined);
  await admin(simulator, "PUT", `/cloud/numbers/${fresh.id}`, { allowedRecipients: [KNOWN] });
  expect((await sendText(simulator, fresh, "628130000304", "x")).body.error.code).toBe(131030);
  expect((await sendText(simulator, fresh, KNOWN, "x")).status).toBe(200);
  const post = (edge: string, body: object) => graph(simulator, fresh.token, "POST", `${fresh.id}/${edge}`, body);
  expect((await post("deregister", {})).body).toEqual({ success: true });
  expect((await sendText(simulator, fresh, KNOWN, "x")).body.error.code).toBe(133010);
  expect((await post("register", { messaging_product: "whatsapp", pin: "123456" })).body.error.code).toBe(133005);
  for (let index = 0; index < 8; index++) await post("register", { messaging_product: "whatsapp", pin: "000000" });
  expect((await post("register", { messaging_product: "whatsapp", pin: "000000" })).body.error.code).toBe(133016);
});

test("a webhook is tried again until it is taken, doubles and overtakes when asked to", async () => {
  await admin(simulator, "PUT", "/cloud/settings", { webhookRetryDelays: [20, 40] });
  receiver.answers.push(500, 503);
  await adminOf(simulator).sendAsPerson(KNOWN, { to: number.phone, text: "thrice" });
  const times = () => receiver.received.filter((one) => messageIn(one.body)?.text?.body === "thrice").length;
  await until("three attempts", () => times() === 3);
  await admin(simulator, "PUT", "/cloud/settings", { duplicateChance: 1 });
  await adminOf(simulator).sendAsPerson(KNOWN, { to: number.phone, text: "twice" });
  await until(
    "two copies",
    () => receiver.received.filter((one) => messageIn(one.body)?.text?.body === "twice").length === 2,
  );
  await admin(simulator, "PUT", "/cloud/settings", { duplicateChance: 0, shuffleChance: 0.5, shuffleDelay: 150 });
  const words = Array.from({ length: 12 }, (_, index) => `order ${index}`);
  for (const word of words) await adminOf(simulator).sendAsPerson(KNOWN, { to: number.phone, text: word });
  const arrived = () =>
    receiver.received.flatMap((one) => messageIn(one.body)?.text?.body ?? []).filter((one) => words.includes(one));
  await until("all of them", () => arrived().length === words.length);
  expect(arrived()).not.toEqual(words);
  await admin(simulator, "PUT", "/cloud/settings", { shuffleChance: 0 });
});

test("an account may have a callback of its own; one that does not give the challenge back is refused", async () => {
  const own = await startReceiver("own-token");
  const fresh = await makeNumber(simulator, receiver);
  const wrong = { override_callback_uri: own.url, verify_token: "wrong" };
  const refused = await graph(simulator, fresh.token, "POST", `${fresh.wabaId}/subscribed_apps`, wrong);
  expect(refused.body.error.message).toContain("(#2200)");
  const right = { override_callback_uri: own.url, verify_token: "own-token" };
  expect((await graph(simulator, fresh.token, "POST", `${fresh.wabaId}/subscribed_apps`, right)).status).toBe(200);
  await adminOf(simulator).sendAsPerson(KNOWN, { to: fresh.phone, text: "to the override" });
  await own.find("the message", (one) => messageIn(one.body)?.text?.body === "to the override");
  await graph(simulator, fresh.token, "DELETE", `${fresh.wabaId}/subscribed_apps`);
  const { body } = await graph(simulator, fresh.token, "GET", `${fresh.wabaId}/subscribed_apps`);
  expect(body.data).toEqual([]);
  await own.stop();
});

test("webhooks and links stay on this machine", async () => {
  const outside = { phone: "15550003009", webhookUrl: "https://example.com/hook", verify: false };
  await expect(admin(simulator, "POST", "/cloud/numbers", outside)).rejects.toThrow("host_not_allowed");
});

test("the address of a file stops working, the file is deleted", async () => {
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("file", new Blob(["%PDF"], { type: "application/pdf" }), "a.pdf");
  const headers = { authorization: `Bearer ${number.token}` };
  const url = `http://127.0.0.1:${simulator.port}/graph/v24.0/${number.id}/media`;
  const { id } = await json(await fetch(url, { method: "POST", headers, body: form }));
  const media = (await graph(simulator, number.token, "GET", `${id}?phone_number_id=${number.id}`)).body;
  expect(media).toMatchObject({ mime_type: "application/pdf", file_size: 4, messaging_product: "whatsapp" });
  expect((await fetch(media.url)).status).toBe(401);
  expect(await (await fetch(media.url, { headers })).text()).toBe("%PDF");
  await adminOf(simulator).changeSettings({ now: Date.now() + 301_000 });
  expect((await fetch(media.url, { headers })).status).toBe(400);
  await adminOf(simulator).changeSettings({ now: Date.now() });
  expect((await graph(simulator, number.token, "DELETE", id)).body).toEqual({ success: true });
  expect((await graph(simulator, number.token, "GET", id)).body.error.code).toBe(100);
});
