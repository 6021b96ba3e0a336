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

test("a load of incoming messages says when each was written, and the client has every one", async () => {
  const { id } = await adminOf(simulator).startIncomingLoad({
    to: SHOP,
    people: 10,
    ratePerSecond: 100,
    seconds: 2,
    text: "load",
  });
  for (let done = false; !done; await new Promise((resolve) => setTimeout(resolve, 50)))
    done = !["preparing", "running"].includes((await adminOf(simulator).incomingLoad(id)).state);
  const load = await adminOf(simulator).incomingLoad(id);
  expect(load).toMatchObject({ state: "done", error: null, planned: 200, written: 200, warmedUp: 10 });
  await until("every message", () => shop.messages.filter((one) => textOf(one).startsWith("load ")).length === 200);
  expect(new Set(load.writtenAt.map(([message]) => message)).size).toBe(200);
  await until("an empty mailbox", () => simulator.network.mailbox.waitingFor(SHOP, 1) === 0);
});

test("sink mode counts and confirms without decrypting", async () => {
  await adminOf(simulator).changeSettings({ sink: true });
  const sent = await shop.socket.sendMessage("628170000001@s.whatsapp.net", { text: "into the sink" });
  await until("delivered", () => shop.updates.find((update) => update.id === sent?.key.id && update.status === 3));
  expect((await adminOf(simulator).chat("628170000001")).messages).toMatchObject([
    { id: sent?.key.id, text: "", deliveries: 1 },
  ]);
  await adminOf(simulator).changeSettings({ sink: false });
  const later = await shop.socket.sendMessage("628170000001@s.whatsapp.net", { text: "readable again" });
  await until(
    "the text",
    () => simulator.network.book.find("628170000001", SHOP, "in", later?.key.id ?? "")?.text === "readable again",
  );
});
