import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { adminOf, type Client, connect, finish, logIn, pair, textOf, until } from "./baileys-client.ts";

const SHOP = "628120000001";
const folder = mkdtempSync(join(tmpdir(), "simulator-"));
let simulator: Simulator;
let shop: Client;

beforeAll(async () => {
  simulator = await startSimulator({ dataDirectory: folder });
  shop = await pair(simulator, SHOP);
});
afterAll(async () => {
  await finish(simulator, shop);
  rmSync(folder, { recursive: true });
});

test("what was written while the client was away arrives at its next login, once", async () => {
  shop.end();
  await until("offline", () => !simulator.network.connections.of(SHOP, 1));
  for (const text of ["one", "two", "three"]) await adminOf(simulator).sendAsPerson("628130000001", { to: SHOP, text });
  expect(simulator.network.mailbox.waitingFor(SHOP, 1)).toBe(3);
  shop = await logIn(simulator, shop.wallet);
  await until("all three", () => shop.messages.length >= 3);
  expect(shop.messages.map(textOf)).toEqual(["one", "two", "three"]);
  await until("an empty mailbox", () => simulator.network.mailbox.waitingFor(SHOP, 1) === 0);
});

test("a message whose receipt got lost comes again at the next login", async () => {
  await adminOf(simulator).changeSettings({ faults: { dropClientReceiptChance: 1 } });
  const { id } = await adminOf(simulator).sendAsPerson("628130000002", { to: SHOP, text: "again" });
  await until("the message", () => shop.messages.some((one) => one.key.id === id));
  expect(simulator.network.mailbox.waitingFor(SHOP, 1)).toBe(1);
  await adminOf(simulator).changeSettings({ faults: { dropClientReceiptChance: 0 } });
  shop.end();
  shop = await logIn(simulator, shop.wallet);
  // Baileys knows the keys of this copy are used up and refuses it, which is an answer too.
  await until("an empty mailbox", () => simulator.network.mailbox.waitingFor(SHOP, 1) === 0);
});

test("a restart of the network keeps pairings, sessions, people and what waits", async () => {
  await shop.socket.sendMessage("628130000003@s.whatsapp.net", { text: "before" });
  await until("delivery", () => simulator.network.book.haveTalked("628130000003", SHOP));
  shop.end();
  await until("offline", () => !simulator.network.connections.of(SHOP, 1));
  const { id } = await adminOf(simulator).sendAsPerson("628130000003", { to: SHOP, text: "while you were out" });
  await simulator.stop();
  simulator = await startSimulator({ dataDirectory: folder });
  shop = await logIn(simulator, shop.wallet);
  await until("what waited", () => shop.messages.some((one) => one.key.id === id));
  await shop.socket.sendMessage("628130000003@s.whatsapp.net", { text: "after" });
  const chat = (await adminOf(simulator).chat("628130000003", SHOP)).messages;
  expect(chat.map((message) => message.text)).toEqual(["before", "while you were out", "after"]);
});

test.each([
  [403, 403],
  [405, 405],
  [402, 402],
  [440, 440],
  [503, 503],
  [515, 515],
  [428, 428],
])("kick with %i closes Baileys with %i and it may come back", async (code, seen) => {
  expect(await adminOf(simulator).kick(SHOP, code)).toEqual({ closed: 1 });
  expect(await until("the close", () => shop.closedWith)).toBe(seen);
  shop = await logIn(simulator, shop.wallet);
});

test("a cut socket is 428, a refusal stays until it is lifted, a second login replaces the first", async () => {
  await adminOf(simulator).drop(SHOP);
  expect(await until("the close", () => shop.closedWith)).toBe(428);
  await adminOf(simulator).kick(SHOP, 403, true);
  const refused = connect(simulator, shop.wallet);
  expect(await until("the refusal", () => refused.closedWith)).toBe(403);
  await adminOf(simulator).allow(SHOP);
  await adminOf(simulator).setOnline(SHOP, false);
  const unreachable = connect(simulator, shop.wallet);
  expect(await until("no network", () => unreachable.closedWith)).toBe(428);
  await adminOf(simulator).setOnline(SHOP, true);
  shop = await logIn(simulator, shop.wallet);
  const second = await logIn(simulator, shop.wallet);
  expect(await until("replaced", () => shop.closedWith)).toBe(440);
  shop = second;
});

test("removed on the phone is 401, now and at the next login; logged out by the client too", async () => {
  const removed = await pair(simulator, "628120000002");
  expect(await adminOf(simulator).logout("628120000002")).toEqual({ loggedOut: 1 });
  expect(await until("the close", () => removed.closedWith)).toBe(401);
  const again = connect(simulator, removed.wallet);
  expect(await until("the refusal", () => again.closedWith)).toBe(401);
  const leaving = await pair(simulator, "628120000002");
  await leaving.socket.logout();
  await until("no companions", () => simulator.network.accounts.companions("628120000002").length === 0);
});

test("faults: lost acks, duplicates and cut sockets lose nothing", async () => {
  await adminOf(simulator).changeSettings({ faults: { dropAckChance: 1, duplicateChance: 1 } });
  let acks = 0;
  shop.socket.ws.on("CB:ack,class:message", () => acks++);
  await shop.socket.sendMessage("628130000004@s.whatsapp.net", { text: "without an ack" });
  await until("the message", () => simulator.network.book.haveTalked("628130000004", SHOP));
  const { id } = await adminOf(simulator).sendAsPerson("628130000004", { to: SHOP, text: "twice on the wire" });
  await until("the message", () => shop.messages.some((one) => one.key.id === id));
  await until("an empty mailbox", () => simulator.network.mailbox.waitingFor(SHOP, 1) === 0);
  expect(acks).toBe(0);
  await adminOf(simulator).changeSettings({
    faults: { dropAckChance: 0, duplicateChance: 0, dropConnectionEvery: 100 },
  });
  expect(await until("the cut", () => shop.closedWith)).toBe(428);
  await adminOf(simulator).changeSettings({ faults: { dropConnectionEvery: 0 } });
  shop = await logIn(simulator, shop.wallet);
});
