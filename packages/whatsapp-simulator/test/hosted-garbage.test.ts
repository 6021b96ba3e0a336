import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { admin } from "./baileys-client.ts";
import { type CloudNumberKeys, graph, makeNumber, sendText } from "./cloud-fixture.ts";
import type { Json } from "./webhook-receiver.ts";

let simulator: Simulator;
let number: CloudNumberKeys;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "garbage" });
  number = await makeNumber(simulator, undefined);
  await admin(simulator, "PUT", "/cloud/settings", { pairRate: false, throughput: false });
});
afterAll(() => simulator.stop());

/** What the emulators themselves did not foresee. */
const unforeseen = () =>
  simulator.network.events
    .since(0)
    .filter((event) => event.type.endsWith(".failed") && event.type !== "webhook.failed");

const word = (...words: string[]) => fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 20 }));
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(null, "", "628130000501", [], {}, -1, "{", "[1]"),
);

/** A message that is right in places. */
const message = fc.record(
  {
    messaging_product: fc.constant("whatsapp"),
    to: fc.oneof(fc.constant("628130000501"), anything),
    type: word("text", "image", "interactive", "template", "contacts", "location", "reaction", "audio"),
    text: anything,
    image: anything,
    location: anything,
    contacts: anything,
    reaction: fc.oneof(fc.record({ message_id: fc.string(), emoji: anything }), anything),
    interactive: fc.record(
      { type: word("button", "list", "flow", "carousel"), body: anything, action: anything },
      { requiredKeys: [] },
    ),
    template: fc.record({ name: word("none"), language: anything, components: anything }, { requiredKeys: [] }),
    context: anything,
    status: fc.oneof(fc.constant(undefined), anything),
  },
  { requiredKeys: [] },
);

const template = fc.record(
  {
    name: word("abc"),
    language: word("id"),
    category: word("UTILITY"),
    components: fc.oneof(
      fc.array(
        fc.record(
          { type: word("BODY", "BUTTONS", "HEADER"), text: anything, buttons: anything, example: anything },
          { requiredKeys: [] },
        ),
      ),
      anything,
    ),
  },
  { requiredKeys: [] },
);

test("whatever is written to the Graph API is answered with JSON, and the number works on", async () => {
  const edges = [
    "messages",
    "media",
    "register",
    "settings",
    "whatsapp_business_profile",
    "block_users",
    "message_qrdls",
    "calls",
    "",
  ];
  const call = fc.record({
    method: fc.constantFrom("GET", "POST", "DELETE", "PUT"),
    path: fc.oneof(
      fc.constantFrom(...edges.map((edge) => `${number.id}/${edge}`)),
      fc.constantFrom("message_templates", "subscribed_apps", "flows", "").map((edge) => `${number.wabaId}/${edge}`),
      fc.webPath(),
      fc.constantFrom(
        "%E0%A4%A",
        "upload:x",
        "media-files/1?oe=x&oh=y",
        "debug_token",
        "app/uploads",
        "oauth/access_token",
      ),
    ),
    body: fc.oneof(message, template, anything),
    type: fc.constantFrom(
      "application/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "multipart/form-data",
      "image/png",
    ),
  });
  await fc.assert(
    fc.asyncProperty(call, async ({ method, path, body, type }) => {
      const response = await fetch(`http://127.0.0.1:${simulator.port}/graph/v24.0/${path}`, {
        method,
        headers: { authorization: `Bearer ${number.token}`, "content-type": type },
        ...(method === "GET" ? {} : { body: JSON.stringify(body) ?? "" }),
      });
      const answer: Json = await response.json();
      if (response.status >= 400) expect(answer.error.code).toBeTypeOf("number");
    }),
    { numRuns: 500 },
  );
  expect(unforeseen()).toEqual([]);
  await admin(simulator, "PUT", `/cloud/numbers/${number.id}`, { registered: true });
  expect((await sendText(simulator, number, "628130000502", "still here")).status).toBe(200);
}, 20_000);

test("a message whose parts are wrong never ends without a status", async () => {
  await fc.assert(
    fc.asyncProperty(message, async (body) => {
      const { status } = await graph(simulator, number.token, "POST", `${number.id}/messages`, body);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 150 },
  );
  expect(unforeseen()).toEqual([]);
}, 20_000);

test("broken requests end alone", async () => {
  for (const bytes of [
    "GET /graph/%ff HTTP/1.1\r\nHost: [\r\n\r\n",
    "POST /graph/v1/x/y HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nshort",
  ]) {
    const socket = connect(simulator.port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(bytes);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
  }
  expect((await graph(simulator, number.token, "GET", number.id)).status).toBe(200);
});

test("garbage on the admin calls of the platform is refused", async () => {
  const paths = [
    "numbers",
    `numbers/${"x"}/receive`,
    "errors",
    "settings",
    "accounts/x/changes",
    "people/x",
    "templates/x",
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("GET", "POST", "PUT"),
      fc.constantFrom(...paths),
      anything,
      async (method, path, body) => {
        const response = await fetch(`${simulator.adminUrl}/cloud/${path.replace("/x", `/${number.id}`)}`, {
          method,
          ...(method === "GET" ? {} : { body: JSON.stringify(body) ?? "" }),
        });
        expect(response.status).toBeLessThan(500);
        await response.json();
      },
    ),
    { numRuns: 150 },
  );
}, 20_000);

test("whatever is written to the WAHA API is answered with JSON", async () => {
  const { apiKey } = await admin<Json>(simulator, "PUT", "/waha", { statusWait: 0 });
  const headers = { "x-api-key": apiKey, "content-type": "application/json" };
  const base = `http://127.0.0.1:${simulator.port}/waha`;
  await fetch(`${base}/api/sessions`, { method: "POST", headers, body: JSON.stringify({ name: "default" }) });
  await admin(simulator, "POST", "/waha/sessions/default/scan", { phone: "628110000501" });
  const paths = [
    "sendText",
    "sendImage",
    "sendPoll",
    "sendContactVcard",
    "sendList",
    "sendSeen",
    "reaction",
    "sessions",
    "default/groups",
    "default/chats/x/messages",
    "contacts/check-exists",
    "default/lids/pn/%20",
    "default/chats/628130000501@c.us/messages/x",
    "sendButtons",
    "default/presence",
    "startTyping",
  ];
  const part = fc.oneof(anything, fc.constantFrom("628130000501@c.us", "1@g.us", "true_1@c.us_X"));
  const names = [
    "session",
    "chatId",
    "text",
    "file",
    "poll",
    "contacts",
    "message",
    "messageId",
    "reaction",
    "name",
    "config",
    "participants",
    "buttons",
    "presence",
    "reply_to",
    "mentions",
  ];
  const body = fc.dictionary(fc.constantFrom(...names), part);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("GET", "POST", "PUT", "DELETE"),
      fc.constantFrom(...paths),
      body,
      async (method, path, input) => {
        const sent = method === "GET" ? {} : { body: JSON.stringify({ ...input, session: "default" }) };
        const response = await fetch(`${base}/api/${path}`, { method, headers, ...sent });
        await response.json();
      },
    ),
    { numRuns: 500 },
  );
  expect(unforeseen().filter((event) => event.type === "waha.failed")).toEqual([]);
  const { status } = await fetch(`${base}/api/sendText`, {
    method: "POST",
    headers,
    body: JSON.stringify({ session: "default", chatId: "628130000501", text: "still here" }),
  });
  expect(status).toBe(201);
}, 20_000);
