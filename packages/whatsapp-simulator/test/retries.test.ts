import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { adminOf, type Client, finish, pair, textOf, until } from "./baileys-client.ts";

const SHOP = "628120000001";
let simulator: Simulator;
let shop: Client;

beforeAll(async () => {
  simulator = await startSimulator();
  shop = await pair(simulator, SHOP);
});
afterAll(() => finish(simulator, shop));

test("a client that lost its session asks for the message again and can read it then", async () => {
  await adminOf(simulator).sendAsPerson("628130000001", { to: SHOP, text: "first" });
  await until("the first text", () => shop.messages.some((one) => textOf(one) === "first"));
  await shop.socket.sendMessage("628130000001@s.whatsapp.net", { text: "so that the session is confirmed" });
  for (const key of shop.wallet.keys.keys()) if (key.startsWith("session/")) shop.wallet.keys.delete(key);
  const { id } = await adminOf(simulator).sendAsPerson("628130000001", { to: SHOP, text: "unreadable at first" });
  await until("the text in the end", () =>
    shop.messages.some((one) => one.key.id === id && textOf(one) === "unreadable at first"),
  );
  await until("an empty mailbox", () => simulator.network.mailbox.waitingFor(SHOP, 1) === 0);
});

test("a phone that lost its session asks the client again and shows the message once", async () => {
  await shop.socket.sendMessage("628130000002@s.whatsapp.net", { text: "fine" });
  await adminOf(simulator).sendAsPerson("628130000002", { to: SHOP, text: "answer" });
  await until("the answer", () => shop.messages.some((one) => textOf(one) === "answer"));
  await shop.socket.sendMessage("628130000002@s.whatsapp.net", { text: "fine too" });
  await until("the delivery", () => simulator.network.mailbox.waitingFor(SHOP, 1) === 0);
  simulator.network.store.run("delete from signal_sessions where owner = ?", "628130000002");
  simulator.network.sessions.forget();
  await shop.socket.sendMessage("628130000002@s.whatsapp.net", { text: "lost at first" });
  await until("the text in the end", () =>
    simulator.network.book.changedSince(0, 100, "628130000002").some((message) => message.text === "lost at first"),
  );
  expect(simulator.network.events.since(0).filter((event) => event.type === "message.unreadable")).toHaveLength(1);
});

test("a client that runs out of one-time keys is told and uploads more", async () => {
  simulator.network.store.run("delete from pre_keys where phone = ? and id > 3", SHOP);
  await adminOf(simulator).sendAsPerson("628130000009", { to: SHOP, text: "takes one" });
  await until("more keys", () => Number(simulator.network.store.one("select count(*) as n from pre_keys")?.n) >= 5);
});
