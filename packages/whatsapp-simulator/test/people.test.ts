import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { adminOf, type Client, finish, pair, textOf, until } from "./baileys-client.ts";

const SHOP = "628120000001";
let simulator: Simulator;
let shop: Client;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "people" });
  shop = await pair(simulator, SHOP);
});
afterAll(() => finish(simulator, shop));

test("a person who wants no more reads and answers STOP in its own time", async () => {
  await adminOf(simulator).changeSettings({ speed: 1000 });
  await adminOf(simulator).changePerson("628130000001", { persona: { stopChance: 1, stopDelay: [60_000, 90_000] } });
  const sent = await shop.socket.sendMessage("628130000001@s.whatsapp.net", { text: "Promo!" });
  const stop = await until("STOP", () => shop.messages.find((one) => textOf(one) === "STOP"));
  expect([stop.key.remoteJid, stop.key.remoteJidAlt]).toContain("628130000001@s.whatsapp.net");
  await until("read", () => shop.updates.find((update) => update.id === sent?.key.id && update.status === 4));
  await adminOf(simulator).changeSettings({ speed: 1, now: Date.now() });
});

test("chances decide who answers, the same way each time for the same seed", async () => {
  const persona = {
    answerChance: 0.5,
    answers: ["yes please"],
    readDelay: [0, 0] as [number, number],
    answerDelay: [0, 0] as [number, number],
  };
  expect(await adminOf(simulator).createPeople({ from: "628140000000", count: 40, persona })).toEqual({ created: 40 });
  for (let index = 0; index < 40; index++)
    await shop.socket.sendMessage(
      `${628140000000 + index}@s.whatsapp.net`,
      { text: "Want some?" },
      { messageId: `3EB0ASK${index}` },
    );
  await new Promise((resolve) => setTimeout(resolve, 600));
  const answers = shop.messages.filter((one) => textOf(one) === "yes please").length;
  expect(answers).toBeGreaterThan(8);
  expect(answers).toBeLessThan(32);
});

test("a number that is not on WhatsApp is told so and gets nothing", async () => {
  await adminOf(simulator).changePerson("628150000001", { registered: false });
  const found = await shop.socket.onWhatsApp("628150000001", "+628150000002");
  // Baileys leaves out who is not there.
  expect(found).toEqual([{ jid: "628150000002@s.whatsapp.net", exists: true }]);
  await shop.socket.sendMessage("628150000001@s.whatsapp.net", { text: "anybody there" });
  expect((await adminOf(simulator).chat("628150000001")).messages).toEqual([]);
});

test("a phone that is off confirms when it is on again", async () => {
  await adminOf(simulator).changePerson("628150000003", { online: false });
  const sent = await shop.socket.sendMessage("628150000003@s.whatsapp.net", { text: "later" });
  await until(
    "the message",
    () => simulator.network.book.find("628150000003", SHOP, "in", sent?.key.id ?? "")?.status === "unconfirmed",
  );
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(shop.updates.some((update) => update.id === sent?.key.id)).toBe(false);
  await adminOf(simulator).changePerson("628150000003", { online: true });
  await until("delivered", () => shop.updates.find((update) => update.id === sent?.key.id && update.status === 3));
});

test("a hundred thousand people are made at once without any keys", async () => {
  expect(await adminOf(simulator).createPeople({ from: "628200000000", count: 100_000 })).toEqual({ created: 100_000 });
  expect(simulator.network.store.one("select count(*) as n from virtual_keys")?.n).toBeLessThan(100);
});

test("a first message to a stranger beyond the reach-out limit gets ack error 463", async () => {
  await adminOf(simulator).limitNewChats(SHOP, 1);
  const first = await shop.socket.sendMessage("628160000001@s.whatsapp.net", { text: "one" });
  const second = await shop.socket.sendMessage("628160000002@s.whatsapp.net", { text: "two" });
  const known = await shop.socket.sendMessage("628130000001@s.whatsapp.net", { text: "an old acquaintance" });
  const refused = await until("the refusal", () =>
    shop.updates.find((update) => update.id === second?.key.id && update.status === 0),
  );
  expect(refused.stub?.[0]).toBe("463");
  await until("the others", () =>
    [first, known].every((one) => shop.updates.some((update) => update.id === one?.key.id && update.status === 3)),
  );
  expect((await adminOf(simulator).chat("628160000002")).messages).toEqual([]);
  await adminOf(simulator).limitNewChats(SHOP, null);
});

test("the whole state can be exported", async () => {
  const { seed, tables } = await adminOf(simulator).export();
  expect(seed).toBe("people");
  expect(tables.devices).toMatchObject([{ phone: SHOP, device: 1, identity: expect.any(String) }]);
  expect(Object.keys(tables)).not.toContain("meta");
});

test("what happens is streamed as server-sent events, from where one left off", async () => {
  const since = simulator.network.events.latest;
  await adminOf(simulator).sendAsPerson("628180000001", { to: SHOP, text: "streamed" });
  const abort = new AbortController();
  const response = await fetch(`${simulator.adminUrl}/events?since=${since}`, { signal: abort.signal });
  let seen = "";
  for await (const chunk of response.body ?? []) {
    seen += Buffer.from(chunk).toString("utf8");
    if (seen.includes("event: receipt")) break;
  }
  abort.abort();
  expect(seen).toContain("event: message.sent");
  expect(seen).toContain("event: message.arrived");
});

test("the speed of the clock goes on after a restart from where it was", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  const first = await startSimulator({ dataDirectory: folder });
  const tomorrow = Date.now() + 86_400_000;
  await adminOf(first).changeSettings({ now: tomorrow, speed: 100 });
  await first.stop();
  const second = await startSimulator({ dataDirectory: folder });
  expect(second.network.clock.now()).toBeGreaterThanOrEqual(tomorrow);
  expect(second.network.clock.speed).toBe(100);
  await adminOf(second).reset();
  expect(second.network.clock.speed).toBe(1);
  await second.stop();
  rmSync(folder, { recursive: true });
});
