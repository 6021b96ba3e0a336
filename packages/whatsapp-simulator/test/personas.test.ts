import { afterAll, beforeAll, expect, test } from "vitest";
import { simulatorClient } from "../src/client.ts";
import { type Simulator, startSimulator } from "../src/index.ts";
import { nextAwake } from "../src/people/wake-up.ts";
import { testPerson } from "../src/testing/index.ts";
import { adminOf, type Client, finish, pair, textOf, until } from "./baileys-client.ts";

const SHOP = "628120000001";
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const AT_ONCE = { readDelay: [0, 0] as [number, number], answerDelay: [0, 0] as [number, number] };
let simulator: Simulator;
let shop: Client;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "personas" });
  shop = await pair(simulator, SHOP);
});
afterAll(() => finish(simulator, shop));

function jid(phone: string): string {
  return `${phone}@s.whatsapp.net`;
}

test("rules decide what somebody does: answer by keyword, send media, react", async () => {
  const phone = "628130000001";
  await adminOf(simulator).changePerson(phone, {
    persona: {
      ...AT_ONCE,
      rules: [
        { when: "harga|price", do: { answer: ["too expensive"] } },
        { when: "photo", do: { media: { kind: "image", base64: PNG, caption: "here" } } },
        { do: { react: "👍" } },
      ],
    },
  });
  await shop.socket.sendMessage(jid(phone), { text: "the PRICE is ten" });
  await until("the answer", () => shop.messages.find((one) => textOf(one) === "too expensive"));
  await shop.socket.sendMessage(jid(phone), { text: "send me a photo" });
  await until("the picture", () => shop.messages.find((one) => one.message?.imageMessage?.caption === "here"));
  const sent = await shop.socket.sendMessage(jid(phone), { text: "thank you" });
  await until("the reaction", () =>
    shop.messages.find((one) => one.message?.reactionMessage?.key?.id === sent?.key.id),
  );
});

test("somebody votes, blocks, reports, goes offline, changes the number", async () => {
  const admin = adminOf(simulator);
  const people = ["628130000011", "628130000012", "628130000013", "628130000014", "628130000015"] as const;
  const doings = [
    { vote: 1 },
    { answer: ["Wrong number"], block: true },
    { report: true },
    { offline: 3_600_000 },
    { changeNumber: "628130000099" },
  ];
  for (const [index, phone] of people.entries())
    await admin.changePerson(phone, { persona: { ...AT_ONCE, rules: [{ do: doings[index] ?? {} }] } });
  const poll = await shop.socket.sendMessage(jid(people[0]), {
    poll: { name: "When?", values: ["now", "later"], selectableCount: 1 },
  });
  for (const phone of people.slice(1)) await shop.socket.sendMessage(jid(phone), { text: "hello" });
  await until(
    "the vote",
    () => simulator.network.book.findById(SHOP, poll?.key.id ?? "")?.details?.votes?.[people[0]]?.[0] === "later",
  );
  await until("the answer", () => shop.messages.some((one) => textOf(one) === "Wrong number"));
  await until("the block", () => simulator.network.profiles.hasBlocked(people[1], SHOP));
  await until("the report", () =>
    simulator.network.events.since(0).some((one) => one.type === "reported" && one.phone === SHOP),
  );
  await until("being off", () => simulator.network.directory.find(people[3])?.online === false);
  await until("the new number", () => simulator.network.directory.find("628130000099")?.registered);
  expect(await shop.socket.onWhatsApp(people[4])).toEqual([]);
  await admin.changeSettings({ now: Date.now() + 2 * 3_600_000 });
  await until("being on", () => simulator.network.directory.find(people[3])?.online === true);
  await admin.changeSettings({ now: Date.now() });
});

test("nobody answers at night, by the clock of the country", () => {
  const noonInJakarta = Date.UTC(2026, 0, 1, 5);
  const hour = 3_600_000;
  expect(nextAwake("628130000001", [7, 22], noonInJakarta)).toBe(noonInJakarta);
  expect(nextAwake("628130000001", [7, 22], noonInJakarta + 11 * hour)).toBe(noonInJakarta + 19 * hour);
  expect(nextAwake("15550001111", [7, 22], noonInJakarta)).toBe(noonInJakarta + 7 * hour);
  expect(nextAwake("628130000001", [22, 6], noonInJakarta)).toBe(noonInJakarta + 10 * hour);
});

test("a test waits for what a person gets, and for what becomes of it", async () => {
  const person = testPerson(simulatorClient(simulator.adminUrl), "628130000021");
  const sent = await shop.socket.sendMessage(jid(person.phone), { text: "Halo Kak" });
  expect(await person.received(/halo/i)).toMatchObject({ id: sent?.key.id, author: SHOP });
  await expect(person.received(/halo/i, 50)).rejects.toThrow("waited in vain");
  const { id } = await person.send(SHOP, "ya?");
  const message = await until("the answer", () => shop.messages.find((one) => one.key.id === id));
  await shop.socket.readMessages([message.key]);
  await person.wasRead(id);
  await shop.socket.sendMessage(jid(person.phone), { react: { text: "👋", key: message.key } });
  await person.sees(id, (one) => one.details?.reactions?.[SHOP] === "👋");
});

test("a rule that makes no sense is refused", async () => {
  const persona = { rules: [{ when: "(", do: {} }] };
  await expect(adminOf(simulator).changePerson("628130000001", { persona })).rejects.toMatchObject({ code: "invalid" });
});

test("every route of the admin API is described, and nothing else", async () => {
  const { ROUTE_DESCRIPTIONS } = await import("../src/admin/describe-routes.ts");
  const response = await fetch(`${simulator.adminUrl}/openapi.json`);
  const api: { openapi: string; paths: Record<string, Record<string, { summary: string }>> } = JSON.parse(
    await response.text(),
  );
  expect(api.openapi).toBe("3.1.0");
  const own = Object.entries(api.paths);
  const missing = own.flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { summary }]) => (summary === "" ? [`${method} ${path}`] : [])),
  );
  expect(missing).toEqual([]);
  const known = own.flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
  );
  expect(Object.keys(ROUTE_DESCRIPTIONS).filter((route) => !known.includes(route))).toEqual([]);
});
