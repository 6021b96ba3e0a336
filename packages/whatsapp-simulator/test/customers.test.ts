import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { adminOf, type Client, finish, pair, textOf, until } from "./baileys-client.ts";

const SHOP = "628120000001";
const NEIGHBOR = "628120000002";
const CUSTOMER = "628130000001";
let simulator: Simulator;
let shop: Client;
let neighbor: Client;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "customers" });
  shop = await pair(simulator, SHOP);
  neighbor = await pair(simulator, NEIGHBOR);
});
afterAll(() => finish(simulator, shop, neighbor));

test("how people behave towards one account leaves the other alone", async () => {
  await adminOf(simulator).setCustomers(SHOP, {
    answerChance: 1,
    answers: ["with pleasure"],
    readDelay: [0, 0],
    answerDelay: [0, 0],
  });
  const unread = await neighbor.socket.sendMessage(`${CUSTOMER}@s.whatsapp.net`, { text: "Want some?" });
  await shop.socket.sendMessage(`${CUSTOMER}@s.whatsapp.net`, { text: "Want some?" });
  await until("the answer", () => shop.messages.find((one) => textOf(one) === "with pleasure"));
  expect(neighbor.messages.filter((one) => textOf(one) === "with pleasure")).toEqual([]);
  expect(neighbor.updates.some((update) => update.id === unread?.key.id && update.status === 4)).toBe(false);
});

test("a person goes by another name with each account", async () => {
  const admin = adminOf(simulator);
  await admin.introduce(SHOP, { phone: CUSTOMER, name: "Bu Rina" });
  await admin.sendAsPerson(CUSTOMER, { to: SHOP, text: "hello shop" });
  await admin.sendAsPerson(CUSTOMER, { to: NEIGHBOR, text: "hello neighbor" });
  const atShop = await until("the first", () => shop.messages.find((one) => textOf(one) === "hello shop"));
  const atNeighbor = await until("the second", () => neighbor.messages.find((one) => textOf(one) === "hello neighbor"));
  expect([atShop.pushName, atNeighbor.pushName]).toEqual(["Bu Rina", "Person 0001"]);
});

test("an account's people are listed, the last who talked first, the silent ones after", async () => {
  const admin = adminOf(simulator);
  await admin.introduce(SHOP, { phone: "628130000009", name: "Pak Silent" });
  await admin.sendAsPerson("628130000002", { to: SHOP, text: "newest" });
  const { chats } = await admin.chats(SHOP);
  expect(chats.map(({ phone, name, last }) => [phone, name, last?.text])).toEqual([
    ["628130000002", null, "newest"],
    [CUSTOMER, "Bu Rina", "hello shop"],
    ["628130000009", "Pak Silent", undefined],
  ]);
  expect((await admin.chats(NEIGHBOR)).chats.map(({ phone, unread }) => [phone, unread])).toEqual([[CUSTOMER, 1]]);
  expect(
    (await admin.phoneChat(SHOP, "628130000002")).messages.map(({ text, direction }) => [text, direction]),
  ).toEqual([["newest", "in"]]);
});
