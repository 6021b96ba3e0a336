import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { admin, adminOf, until } from "./baileys-client.ts";
import { type CloudNumberKeys, graph, makeNumber, messageIn, send, sendText, statusIn } from "./cloud-fixture.ts";
import { type Json, type Receiver, startReceiver } from "./webhook-receiver.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let simulator: Simulator;
let receiver: Receiver;
let number: CloudNumberKeys;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "templates" });
  receiver = await startReceiver();
  number = await makeNumber(simulator, receiver, { phone: "15550004001" });
  await admin(simulator, "PUT", "/cloud/settings", { templateReviewDelay: 0 });
});
afterAll(async () => {
  await simulator.stop();
  await receiver.stop();
});

const BODY = { type: "BODY", text: "Halo {{1}}, pesanan {{2}} siap.", example: { body_text: [["Budi", "7"]] } };

function create(name: string, change: Record<string, unknown> = {}) {
  const template = { name, language: "id", category: "UTILITY", components: [BODY], ...change };
  return graph(simulator, number.token, "POST", `${number.wabaId}/message_templates`, template);
}

function updateIn(body: Json, field: string, id: string): Json {
  const change = body.entry[0].changes[0];
  return change.field === field && String(change.value.message_template_id) === id && change.value;
}

async function approved(name: string, change: Record<string, unknown> = {}): Promise<string> {
  const { body } = await create(name, change);
  expect(body).toMatchObject({ status: "PENDING" });
  await receiver.find(
    "approval",
    (one) => updateIn(one.body, "message_template_status_update", body.id)?.event === "APPROVED",
  );
  return body.id;
}

const sendTemplate = (to: string, name: string, values: string[]) =>
  send(simulator, number, {
    to,
    type: "template",
    template: {
      name,
      language: { code: "id" },
      components: [{ type: "body", parameters: values.map((text) => ({ type: "text", text })) }],
    },
  });

test("a template is reviewed, then reaches somebody who never wrote, at the price of its category", async () => {
  const id = await approved("order_ready");
  const { body } = await sendTemplate("628130000401", "order_ready", ["Siti", "7"]);
  expect(body.messages[0].message_status).toBe("accepted");
  const wamid = body.messages[0].id;
  const sent = await receiver.find("sent", (one) => statusIn(one.body, wamid, "sent"));
  expect(sent.pricing).toMatchObject({ billable: true, category: "utility" });
  await receiver.find("delivered", (one) => statusIn(one.body, wamid, "delivered"));
  expect((await graph(simulator, number.token, "GET", id)).body).toMatchObject({
    name: "order_ready",
    status: "APPROVED",
  });
});

test("parameters that do not fit are refused", async () => {
  expect((await sendTemplate("628130000401", "order_ready", ["one"])).body.error.code).toBe(132000);
  expect((await sendTemplate("628130000401", "order_ready", ["a\nb", "c"])).body.error.code).toBe(132018);
  const named = {
    type: "BODY",
    text: "Hi {{name}}!",
    example: { body_text_named_params: [{ param_name: "name", example: "B" }] },
  };
  await approved("named_one", { parameter_format: "NAMED", components: [named] });
  expect((await sendTemplate("628130000401", "named_one", ["x"])).body.error.code).toBe(100);
});

test("a definition that the review would refuse is refused at once", async () => {
  const refused: Record<string, unknown>[] = [
    { name: "Upper" },
    { language: "indonesian" },
    { category: "OTHER" },
    { components: [] },
    { components: [{ type: "FOOTER", text: "x" }] },
    { components: [{ type: "BODY", text: "Hi {{2}} there" }] },
    { components: [{ type: "BODY", text: "Hi {{1}} there" }] },
    { components: [{ type: "BODY", text: "x".repeat(1_025) }] },
    { components: [BODY, { type: "HEADER", format: "IMAGE" }] },
    { components: [BODY, { type: "BUTTONS", buttons: [{ type: "URL", text: "x".repeat(26), url: "https://x.id" }] }] },
  ];
  for (const change of refused) expect((await create("refused_one", change)).status).toBe(400);
  expect((await create("order_ready")).body.error.error_subcode).toBe(2388024);
});

test("a sample is uploaded in two steps and gives a handle for the header", async () => {
  const app = await graph(simulator, number.token, "POST", "app/uploads?file_length=3&file_type=image/png");
  const response = await fetch(`http://127.0.0.1:${simulator.port}/graph/v24.0/${app.body.id}`, {
    method: "POST",
    headers: { authorization: `OAuth ${number.token}`, file_offset: "0", "content-type": "application/octet-stream" },
    body: "png",
  });
  const { h }: Json = await response.json();
  await approved("with_image", {
    components: [BODY, { type: "HEADER", format: "image", example: { header_handle: [h] } }],
  });
  expect((await sendTemplate("628130000401", "with_image", ["a", "b"])).body.error.code).toBe(132012);
});

test("red quality pauses for three hours, then six, then for good", async () => {
  const id = await approved("annoying", { category: "MARKETING", components: [{ type: "BODY", text: "Beli!" }] });
  const rate = () => admin<Json>(simulator, "PUT", `/cloud/templates/${id}`, { quality: "RED" });
  const begun = Date.now();
  expect((await rate()).status).toBe("PAUSED");
  await receiver.find(
    "the pause",
    (one) => updateIn(one.body, "message_template_status_update", id)?.other_info?.title === "FIRST_PAUSE",
  );
  await receiver.find(
    "the quality",
    (one) => updateIn(one.body, "message_template_quality_update", id)?.new_quality_score === "RED",
  );
  const send = () => sendTemplate("628130000402", "annoying", []);
  expect((await send()).body.error.code).toBe(132015);
  const statusNow = async () => (await graph(simulator, number.token, "GET", id)).body.status;
  await adminOf(simulator).changeSettings({ now: begun + 3 * HOUR + 60_000 });
  await until("the end of the pause", () =>
    receiver.received.some((one) => updateIn(one.body, "message_template_status_update", id)?.event === "UNPAUSED"),
  );
  expect(await statusNow()).toBe("APPROVED");
  expect((await rate()).status).toBe("PAUSED");
  expect((await graph(simulator, number.token, "POST", `${id}/unpause`)).body).toEqual({ success: true });
  expect((await rate()).status).toBe("DISABLED");
  expect((await send()).body.error.code).toBe(132016);
  await adminOf(simulator).changeSettings({ now: Date.now() });
});

test("a template in pacing holds its messages until they are let go or dropped", async () => {
  const id = await approved("paced");
  await admin(simulator, "PUT", `/cloud/templates/${id}`, { pacing: true });
  const held = await sendTemplate("628130000403", "paced", ["a", "b"]);
  expect(held.body.messages[0].message_status).toBe("held_for_quality_assessment");
  expect(await admin(simulator, "POST", `/cloud/templates/${id}/held`, { release: true })).toEqual({ held: 1 });
  await receiver.find("delivered", (one) => statusIn(one.body, held.body.messages[0].id, "delivered"));
  const dropped = await sendTemplate("628130000403", "paced", ["a", "b"]);
  await admin(simulator, "POST", `/cloud/templates/${id}/held`, { release: false });
  const failed = await receiver.find("failed", (one) => statusIn(one.body, dropped.body.messages[0].id, "failed"));
  expect(failed.errors[0].code).toBe(132015);
});

test("an approved template changes once a day; a deleted name stays locked for thirty days", async () => {
  const id = await approved("changing");
  const edit = () => graph(simulator, number.token, "POST", id, { components: [{ type: "BODY", text: "Baru" }] });
  expect((await edit()).body.success).toBe(true);
  await until(
    "the new approval",
    () => receiver.received.filter((one) => updateIn(one.body, "message_template_status_update", id)).length === 2,
  );
  expect((await edit()).body.error.error_subcode).toBe(2388055);
  const gone = await graph(simulator, number.token, "DELETE", `${number.wabaId}/message_templates?name=changing`);
  expect(gone.body).toEqual({ success: true });
  expect((await create("changing")).body.error.error_subcode).toBe(2388023);
  await adminOf(simulator).changeSettings({ now: Date.now() + 31 * DAY });
  expect((await create("changing")).status).toBe(200);
  await adminOf(simulator).changeSettings({ now: Date.now() });
});

test("marketing has its own refusals; people beyond the day's limit are not reached", async () => {
  await approved("promo", { category: "MARKETING", components: [{ type: "BODY", text: "Promo" }] });
  const failure = async (to: string) => {
    const { body } = await sendTemplate(to, "promo", []);
    return (await receiver.find("failed", (one) => statusIn(one.body, body.messages[0].id, "failed"))).errors[0].code;
  };
  await admin(simulator, "PUT", "/cloud/people/628130000404", { stoppedMarketing: true });
  expect(await failure("628130000404")).toBe(131050);
  await admin(simulator, "PUT", "/cloud/settings", { marketingCapChance: 1 });
  expect(await failure("628130000405")).toBe(131049);
  await admin(simulator, "PUT", "/cloud/settings", { marketingCapChance: 0, experimentChance: 1 });
  expect(await failure("628130000405")).toBe(130472);
  await admin(simulator, "PUT", "/cloud/settings", { experimentChance: 0 });
  await admin(simulator, "PUT", `/cloud/accounts/${number.wabaId}`, { dailyLimit: 0 });
  expect(await failure("628130000406")).toBe(131049);
  await admin(simulator, "PUT", `/cloud/numbers/${number.id}`, { quality: "RED" });
  expect(await failure("628130000407")).toBe(131048);
});

test("what waited on disk goes on after a restart: webhooks, reviews, the window", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  const first = await startSimulator({ dataDirectory: folder });
  const keys = await makeNumber(first, receiver);
  await admin(first, "PUT", "/cloud/settings", { webhookRetryDelays: [500], templateReviewDelay: 500 });
  await graph(first, keys.token, "POST", `${keys.wabaId}/message_templates`, {
    name: "later",
    language: "id",
    category: "UTILITY",
    components: [BODY],
  });
  receiver.answers.push(500);
  await adminOf(first).sendAsPerson("628130000408", { to: keys.phone, text: "before the restart" });
  const copies = () =>
    receiver.received.filter((one) => messageIn(one.body)?.text?.body === "before the restart").length;
  await until("the first attempt", () => copies() === 1);
  await until("the note of its failure", () =>
    first.network.events.since(0).some((one) => one.type === "webhook.failed"),
  );
  // As after a kill between the answer and the sending.
  const cut = await sendText(first, keys, "628130000408", "accepted only");
  await until("the sending", () =>
    receiver.received.some((one) => statusIn(one.body, cut.body.messages[0].id, "delivered")),
  );
  first.network.store.run("update cloud_messages set status = 'accepted' where wamid = ?", cut.body.messages[0].id);
  first.network.store.run("delete from messages where text = 'accepted only'");
  receiver.received.splice(0, receiver.received.length, ...receiver.received.filter((one) => messageIn(one.body)));
  await first.stop();
  const second = await startSimulator({ dataDirectory: folder });
  await receiver.find("the sending", (one) => statusIn(one.body, cut.body.messages[0].id, "delivered"));
  await until("the second attempt", () => copies() === 2);
  await receiver.find("the review", (one) => one.raw.includes('"later"') && one.raw.includes("APPROVED"));
  expect((await sendText(second, keys, "628130000408", "still open")).status).toBe(200);
  await second.stop();
  rmSync(folder, { recursive: true });
});
