import { afterAll, beforeAll, expect, test } from "vitest";
import type { HeldMessage } from "../src/client.ts";
import { type Simulator, startSimulator } from "../src/index.ts";
import { adminOf, type Client, finish, pair, textOf, until } from "./baileys-client.ts";

const SHOP = "628120000001";
let simulator: Simulator;
let shop: Client;
let other: Client;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "messages" });
  shop = await pair(simulator, SHOP);
});
afterAll(() => finish(simulator, shop, other));

async function held(phone: string): Promise<HeldMessage[]> {
  return (await adminOf(simulator).chat(phone)).messages;
}

async function heldText(phone: string, text: string): Promise<HeldMessage> {
  for (let tries = 0; tries < 200; tries++) {
    const found = (await held(phone)).find((message) => message.text === text);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${phone} never got ${text}`);
}

test("a text by phone number is what the person decrypted, and the owner's phone has its copy", async () => {
  const sent = await shop.socket.sendMessage("628130000001@s.whatsapp.net", { text: "Halo Ibu, 🌶️ sudah siap" });
  expect(await heldText("628130000001", "Halo Ibu, 🌶️ sudah siap")).toMatchObject({
    id: sent?.key.id,
    direction: "in",
    deliveries: 1,
  });
  expect(await heldText(SHOP, "Halo Ibu, 🌶️ sudah siap")).toMatchObject({ direction: "out", peer: "628130000001" });
});

test("a text by hidden id arrives too", async () => {
  const { lid } = await adminOf(simulator).changePerson("628130000002", { name: "Sari" });
  await shop.socket.sendMessage(`${lid}@lid`, { text: "by hidden id" });
  expect(await heldText("628130000002", "by hidden id")).toMatchObject({ peer: SHOP });
  await until("the delivery receipt", () => simulator.network.mailbox.waitingFor(SHOP, 1) === 0);
});

test("delivery and reading come back as status 3 and 4, whatever was answered before", async () => {
  await new Promise((resolve) => setTimeout(resolve, 300));
  const sent = await shop.socket.sendMessage("628130000003@s.whatsapp.net", { text: "read me" });
  const id = sent?.key.id ?? "";
  await until("delivered", () => shop.updates.find((update) => update.id === id && update.status === 3));
  expect(await adminOf(simulator).readAsPerson("628130000003")).toEqual({ read: 1 });
  await until("read", () => shop.updates.find((update) => update.id === id && update.status === 4));
});

test.each(["lid", "pn"] as const)("a person's text reaches the client addressed by %s", async (addressing) => {
  const text = `hello by ${addressing}`;
  const { id } = await adminOf(simulator).sendAsPerson("628130000004", { to: SHOP, text, addressing });
  const message = await until("the text", () => shop.messages.find((one) => textOf(one) === text));
  expect(message.key).toMatchObject({ id, fromMe: false });
  const names = [message.key.remoteJid, message.key.remoteJidAlt];
  expect(names).toContain("628130000004@s.whatsapp.net");
  expect(names.some((name) => name?.endsWith("@lid"))).toBe(true);
  await shop.socket.sendMessage(message.key.remoteJid ?? "", { text: `answer by ${addressing}` });
  expect(await heldText("628130000004", `answer by ${addressing}`)).toMatchObject({ direction: "in" });
});

test("the client's read receipt reaches the person", async () => {
  const { id } = await adminOf(simulator).sendAsPerson("628130000005", { to: SHOP, text: "did you see it" });
  const message = await until("the text", () => shop.messages.find((one) => one.key.id === id));
  await shop.socket.readMessages([message.key]);
  await until("the blue ticks", () => simulator.network.book.find("628130000005", SHOP, "out", id)?.status === "read");
});

test("what the owner types on the phone appears in the client as an own message", async () => {
  const { id } = await adminOf(simulator).typeOnPhone(SHOP, { to: "628130000006", text: "typed on the phone" });
  const message = await until("the copy", () => shop.messages.find((one) => one.key.id === id));
  expect(textOf(message)).toBe("typed on the phone");
  expect(message.key.fromMe).toBe(true);
  expect([message.key.remoteJid, message.key.remoteJidAlt]).toContain("628130000006@s.whatsapp.net");
  expect(await heldText("628130000006", "typed on the phone")).toMatchObject({ peer: SHOP });
  await until("the copy to be confirmed", () => simulator.network.mailbox.waitingFor(SHOP, 1) === 0);
});

test("the same message id sent again is one message with two deliveries", async () => {
  const messageId = "3EB0REPEATEDREPEATED01";
  for (let copy = 0; copy < 2; copy++)
    await shop.socket.sendMessage("628130000007@s.whatsapp.net", { text: "once" }, { messageId });
  await until(
    "both copies",
    () => simulator.network.book.find("628130000007", SHOP, "in", messageId)?.deliveries === 2,
  );
  expect((await held("628130000007")).filter((message) => message.text === "once")).toHaveLength(1);
});

test("two linked numbers write to each other", async () => {
  other = await pair(simulator, "628120000002");
  await shop.socket.sendMessage("628120000002@s.whatsapp.net", { text: "to another client" });
  await until("the text", () => other.messages.find((one) => textOf(one) === "to another client"));
  await other.socket.sendMessage(`${SHOP}@s.whatsapp.net`, { text: "and back" });
  const back = await until("the answer", () => shop.messages.find((one) => textOf(one) === "and back"));
  expect(back.key.fromMe).toBe(false);
  expect(await heldText("628120000002", "to another client")).toMatchObject({ direction: "in" });
});

test("a second device of the same number gets what the first one sends", async () => {
  const second = await pair(simulator, SHOP);
  await second.socket.sendMessage("628130000008@s.whatsapp.net", { text: "from the second" });
  const copy = await until("the copy", () => shop.messages.find((one) => textOf(one) === "from the second"));
  expect(copy.key).toMatchObject({ fromMe: true });
  const { id } = await adminOf(simulator).sendAsPerson("628130000008", { to: SHOP, text: "to both" });
  await until("the text at both", () =>
    [shop, second].every((one) => one.messages.some((message) => message.key.id === id)),
  );
  second.end();
});

test("the client learns its own name, is told of new devices, and settings travel between its devices", async () => {
  const first = await pair(simulator, "628120000077");
  await until("the name", () => first.wallet.creds.me?.name === "Owner 628120000077");
  const second = await pair(simulator, "628120000077");
  const archived: string[] = [];
  second.socket.ev.on("chats.update", (chats) => {
    for (const chat of chats) if (chat.archived) archived.push(chat.id ?? "");
  });
  const jid = "628130000011@s.whatsapp.net";
  await first.socket.chatModify({ archive: true, lastMessages: [] }, jid);
  await until("the archived chat at the other device", () => archived.includes(jid));
  first.end();
  second.end();
});
