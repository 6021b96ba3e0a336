import { afterAll, beforeAll, expect, test } from "vitest";
import type { SettingsChange } from "../src/client.ts";
import { type Simulator, startSimulator } from "../src/index.ts";
import { adminOf, type Client, finish, logIn, pair, textOf, until } from "./baileys-client.ts";

const SHOP = "628120000001";
const CUSTOMER = "628130000001";
const JID = `${CUSTOMER}@s.whatsapp.net`;
let simulator: Simulator;
let shop: Client;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "faults" });
  shop = await pair(simulator, SHOP);
  await send("hello");
  await shop.socket.sendMessage(JID, { text: "hello too" });
});
afterAll(() => finish(simulator, shop));

async function rules(...wished: NonNullable<SettingsChange["rules"]>): Promise<void> {
  await adminOf(simulator).changeSettings({ rules: wished });
}

function send(text: string): Promise<{ id: string }> {
  return adminOf(simulator).sendAsPerson(CUSTOMER, { to: SHOP, text });
}

function got(text: string): Promise<unknown> {
  return until(text, () => shop.messages.find((one) => textOf(one) === text));
}

test("a delayed message comes, and one for another account is not delayed", async () => {
  await rules(
    { fault: "delay", value: 200, phone: "628129999999" },
    { fault: "delay", value: 200, phone: SHOP, times: 1 },
  );
  await send("late");
  await got("late");
  await rules();
});

test("reordered messages are shown in the order in which they came", async () => {
  await rules({ fault: "reorder", phone: SHOP, times: 1 });
  await send("written first");
  await send("written second");
  await got("written first");
  await rules();
  const texts = shop.messages.map((one) => textOf(one)).filter((text) => text.startsWith("written"));
  expect(texts).toEqual(["written second", "written first"]);
});

test("a duplicated message is refused by Baileys, or asked for again", async () => {
  await rules({ fault: "duplicate", phone: SHOP, times: 1 });
  await send("twice on the wire");
  await got("twice on the wire");
  await until("an empty mailbox", () => simulator.network.mailbox.waitingFor(SHOP, 1) === 0);
  expect(simulator.network.events.since(0).filter((one) => one.type === "fault.duplicate")).toHaveLength(1);
  // Which of both depends on whether the copy carries the first keys; every copy that is shown has the same id.
  const ids = shop.messages.filter((one) => textOf(one) === "twice on the wire").map((one) => one.key.id);
  expect(new Set(ids).size).toBe(1);
  await rules();
});

test("a message with a wrong MAC is asked for again and then read", async () => {
  await rules({ fault: "corruptMessage", phone: SHOP, times: 1 });
  const { id } = await send("damaged at first");
  await until("the retry", () =>
    simulator.network.events.since(0).some((one) => one.type === "receipt.retry" && one.id === id),
  );
  await got("damaged at first");
  await rules();
});

test("too many questions are an error with 429", async () => {
  await rules({ fault: "rateOverlimit", times: 1 });
  await expect(shop.socket.fetchBlocklist()).rejects.toMatchObject({ message: "rate-overlimit", data: 429 });
  await rules();
  expect(await shop.socket.fetchBlocklist()).toEqual([]);
});

test.each([420, 463, 479])("a message refused with %i is an error at the client", async (code) => {
  await rules({ fault: "refuseMessage", value: code, times: 1 });
  const sent = await shop.socket.sendMessage(JID, { text: `refused with ${code}` });
  const update = await until("the error", () =>
    shop.updates.find((one) => one.id === sent?.key.id && one.status === 0),
  );
  expect(update.stub?.[0]).toBe(String(code));
  await rules();
});

test("a lost ack, a lost receipt and a lost client receipt lose no message", async () => {
  await rules(
    { fault: "dropAck", times: 1 },
    { fault: "dropReceipt", times: 1 },
    { fault: "dropClientReceipt", times: 1 },
  );
  const sent = await shop.socket.sendMessage(JID, { text: "without ack and receipt" });
  await until("the message", () => simulator.network.book.findById(CUSTOMER, sent?.key.id ?? ""));
  await send("without a client receipt");
  await got("without a client receipt");
  for (const fault of ["dropAck", "dropReceipt", "dropClientReceipt"])
    await until(fault, () => simulator.network.events.since(0).some((one) => one.type === `fault.${fault}`));
  await rules();
});

test("a slow connection delivers everything in the end, in order", async () => {
  await rules({ fault: "slow", phone: SHOP, value: 5_000 });
  for (const text of ["slow 1", "slow 2", "slow 3"]) await send(text);
  await got("slow 3");
  expect(shop.messages.map((one) => textOf(one)).filter((text) => text.startsWith("slow"))).toEqual([
    "slow 1",
    "slow 2",
    "slow 3",
  ]);
  await rules();
});

test.each([
  ["dropConnection", undefined, 428],
  ["conflict", undefined, 440],
  ["streamError", 503, 503],
  ["streamError", 515, 515],
] as const)("%s %s by schedule closes Baileys with %i", async (fault, value, code) => {
  await rules({ fault, value, every: 100, phone: SHOP, times: 1 });
  expect(await until("the close", () => shop.closedWith)).toBe(code);
  await rules();
  shop = await logIn(simulator, shop.wallet);
});

test("a half-open connection answers nothing; a new one does", async () => {
  await rules({ fault: "halfOpen", every: 100, phone: SHOP, times: 1 });
  await until("the loss", () => simulator.network.events.since(0).some((one) => one.type === "fault.halfOpen"));
  const ask = shop.socket.query(
    { tag: "iq", attrs: { to: "@s.whatsapp.net", type: "get", xmlns: "w:p", id: "half" } },
    300,
  );
  await expect(ask).rejects.toMatchObject({ output: { statusCode: 408 } });
  expect(shop.closedWith).toBeUndefined();
  await rules();
  shop.end();
  shop = await logIn(simulator, shop.wallet);
  await send("after the half-open one");
  await got("after the half-open one");
});

test("a frame with a wrong MAC cannot be opened: Baileys rejects it unhandled, and hears nothing on that socket any more", async () => {
  const rejections: string[] = [];
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (error) => void rejections.push(String(error)));
  await rules({ fault: "corruptFrame", phone: SHOP, times: 1 });
  await send("in a damaged frame");
  await until("the rejection", () => rejections.some((one) => /authenticate/.test(one)));
  await rules();
  shop.end();
  shop = await logIn(simulator, shop.wallet);
  await got("in a damaged frame");
  process.removeAllListeners("unhandledRejection");
  for (const listener of listeners) process.on("unhandledRejection", listener);
});

test("a skewed clock is in the time stamps", async () => {
  await adminOf(simulator).changeSettings({ clockSkew: 3_600 });
  const { id } = await send("from the future");
  const message = await until("the message", () => shop.messages.find((one) => one.key.id === id));
  expect(Number(message.messageTimestamp) - Date.now() / 1000).toBeGreaterThan(3_000);
  await adminOf(simulator).changeSettings({ clockSkew: 0 });
});

test("rules that make no sense are refused", async () => {
  const wrong = { rules: [{ fault: "magic" }] } as unknown as SettingsChange;
  await expect(adminOf(simulator).changeSettings(wrong)).rejects.toMatchObject({ status: 400, code: "invalid" });
});
