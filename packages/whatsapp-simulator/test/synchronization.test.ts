import type { WAMessage } from "baileys";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { adminOf, type Client, connect, finish, newWallet, pair, textOf, until } from "./baileys-client.ts";

const SHOP = "628120000001";
const CUSTOMER = "628130000001";
const JID = `${CUSTOMER}@s.whatsapp.net`;
let simulator: Simulator;
let shop: Client;
const others: Client[] = [];

beforeAll(async () => {
  simulator = await startSimulator({ seed: "synchronization" });
  shop = await pair(simulator, SHOP);
});
afterAll(() => finish(simulator, shop, ...others));

/** The settings of one kind, as the shop's phone decrypts them. */
async function settings(kind: string): Promise<Record<string, unknown>[]> {
  const all = (await adminOf(simulator).accountSettings(SHOP)).settings;
  return all.filter(({ index }) => index[0] === kind).map(({ value }) => value);
}

test("a new client gets the old chats of its phone, newest first, with names, media and all", async () => {
  const admin = adminOf(simulator);
  await admin.changePerson(CUSTOMER, { name: "Sari" });
  for (let index = 0; index < 5; index++) await admin.sendAsPerson(CUSTOMER, { to: SHOP, text: `old ${index}` });
  await admin.typeOnPhone(SHOP, { to: CUSTOMER, text: "answered on the phone" });
  await admin.sendAsPerson(CUSTOMER, { to: SHOP, location: { latitude: 1, longitude: 2, name: "here" } });
  const history: WAMessage[] = [];
  const names: (string | undefined)[] = [];
  const wallet = newWallet();
  const first = connect(simulator, wallet);
  const qr = await until("a QR code", () => first.qrs[0]);
  await admin.scanQr(SHOP, qr);
  await until("the restart", () => first.closedWith);
  const second = connect(simulator, wallet);
  others.push(second);
  const progress: (number | null | undefined)[] = [];
  second.socket.ev.on("messaging-history.set", ({ messages, contacts, chats }) => {
    history.push(...messages);
    names.push(...contacts.map((contact) => contact.name ?? contact.notify));
    progress.push(chats.length);
  });
  await until("the newest", () => history.some((one) => one.message?.locationMessage));
  await until("the oldest", () => history.some((one) => textOf(one) === "old 0"));
  const own = history.find((one) => textOf(one) === "answered on the phone");
  expect(own?.key).toMatchObject({ fromMe: true });
  expect(names).toContain("Sari");
});

test("older messages come on demand", async () => {
  const sets: { messages: WAMessage[]; id: string | null | undefined }[] = [];
  shop.socket.ev.on("messaging-history.set", ({ messages, peerDataRequestSessionId }) => {
    sets.push({ messages, id: peerDataRequestSessionId });
  });
  const last = shop.messages.filter((one) => textOf(one).startsWith("old ")).at(-1);
  if (!last) throw new Error("there is no message to start from");
  const asked = await shop.socket.fetchMessageHistory(3, last.key, Number(last.messageTimestamp));
  const set = await until("the older ones", () => sets.find((one) => one.id === asked));
  expect(set.messages.map((one) => textOf(one))).toEqual(["old 3", "old 2", "old 1"]);
});

test("settings that a client changes are what its phone decrypts", async () => {
  const { socket } = shop;
  await socket.chatModify({ pin: true }, JID);
  await socket.chatModify({ mute: 4_102_444_800_000 }, JID);
  await socket.chatModify({ archive: true, lastMessages: [] }, JID);
  await socket.star(JID, [{ id: "3EB0STAR", fromMe: false }], true);
  await socket.addOrEditContact(JID, { fullName: "Sari of the corner", firstName: "Sari" });
  await socket.addLabel(JID, { id: "7", name: "Good customer", color: 3 } as Parameters<typeof socket.addLabel>[1]);
  await socket.addChatLabel(JID, "7");
  await socket.updateProfileName("Toko Maju");
  expect(await settings("pin_v1")).toMatchObject([{ pinAction: { pinned: true } }]);
  expect(await settings("mute")).toMatchObject([{ muteAction: { muted: true } }]);
  expect(await settings("archive")).toMatchObject([{ archiveChatAction: { archived: true } }]);
  expect(await settings("star")).toMatchObject([{ starAction: { starred: true } }]);
  expect(await settings("contact")).toMatchObject([{ contactAction: { fullName: "Sari of the corner" } }]);
  expect(await settings("label_edit")).toMatchObject([{ labelEditAction: { name: "Good customer" } }]);
  expect(await settings("label_jid")).toMatchObject([{ labelAssociationAction: { labeled: true } }]);
  await until("the new name", () => simulator.network.directory.find(SHOP)?.name === "Toko Maju");
});

test("settings that the phone changes reach every client", async () => {
  const admin = adminOf(simulator);
  const chats: Record<string, unknown>[] = [];
  const contacts: (string | undefined)[] = [];
  const labels: string[] = [];
  shop.socket.ev.on("chats.update", (updates) => void chats.push(...updates.map((update) => ({ ...update }))));
  shop.socket.ev.on("contacts.upsert", (upserts) => void contacts.push(...upserts.map((one) => one.name)));
  shop.socket.ev.on("labels.edit", (label) => void labels.push(label.name));
  await admin.changeAccountSetting(SHOP, { chat: CUSTOMER, pin: false });
  await until("the unpinned chat", () => chats.some((chat) => chat.id === JID && chat.pinned === null));
  await admin.changeAccountSetting(SHOP, { chat: CUSTOMER, archive: false });
  await until("the unarchived chat", () => chats.some((chat) => chat.archived === false));
  await admin.changeAccountSetting(SHOP, { chat: CUSTOMER, mute: null });
  await until("the unmuted chat", () => chats.some((chat) => chat.muteEndTime === null));
  await admin.changeAccountSetting(SHOP, { chat: CUSTOMER, contact: { name: "Ibu Sari" } });
  await until("the contact's name", () => contacts.includes("Ibu Sari"));
  await admin.changeAccountSetting(SHOP, { label: { id: "8", name: "Paid", color: 2 } });
  await until("the label", () => labels.includes("Paid"));
  await admin.changeAccountSetting(SHOP, { name: "Toko Jaya" });
  await until("the own name", () => shop.wallet.creds.me?.name === "Toko Jaya");
  await expect(admin.changeAccountSetting(SHOP, {})).rejects.toMatchObject({ code: "missing" });
});

test("a message that came without content is given by the phone", async () => {
  const { id } = await adminOf(simulator).sendAsPerson(CUSTOMER, { to: SHOP, text: "fetched from the phone" });
  const message = await until("the message", () => shop.messages.find((one) => one.key.id === id));
  shop.messages.length = 0;
  await shop.socket.requestPlaceholderResend(message.key);
  await until("the message again", () => shop.messages.some((one) => textOf(one) === "fetched from the phone"));
}, 20_000);
