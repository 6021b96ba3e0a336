import { downloadMediaMessage, type WAMessage } from "baileys";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HeldMessage } from "../src/client.ts";
import { type Simulator, startSimulator } from "../src/index.ts";
import { adminOf, type Client, finish, pair, textOf, until } from "./baileys-client.ts";

const SHOP = "628120000001";
const CUSTOMER = "628130000001";
const JID = `${CUSTOMER}@s.whatsapp.net`;
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
let simulator: Simulator;
let shop: Client;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "content" });
  shop = await pair(simulator, SHOP);
});
afterAll(() => finish(simulator, shop));

/** A message as a phone holds it, once it fits. */
async function held(
  phone: string,
  id: string | null | undefined,
  fits = (_: HeldMessage) => true,
): Promise<HeldMessage> {
  return until(`message ${id} at ${phone}`, () => {
    const found = simulator.network.book.findById(phone, id ?? "");
    return found && fits(found) ? found : undefined;
  });
}

function atShop(id: string): Promise<WAMessage> {
  return until("the message at the client", () => shop.messages.find((one) => one.key.id === id));
}

const FILES = [
  ["image", { image: PNG, caption: "our shop" }, { kind: "image", caption: "our shop" }],
  ["video", { video: PNG, caption: "a film", jpegThumbnail: "" }, { kind: "video", caption: "a film" }],
  [
    "document",
    { document: PNG, mimetype: "application/pdf", fileName: "price list.pdf" },
    { kind: "document", fileName: "price list.pdf" },
  ],
  ["audio", { audio: PNG, mimetype: "audio/mp4", seconds: 3 }, { kind: "audio", seconds: 3 }],
  [
    "voice note",
    { audio: PNG, ptt: true, seconds: 4, waveform: new Uint8Array(4) },
    { kind: "audio", seconds: 4, voice: true },
  ],
  ["sticker", { sticker: PNG }, { kind: "sticker" }],
] as const;

test.each(FILES)(
  "%s of a client is what the person decrypts, by number and by hidden id",
  async (_, content, expected) => {
    const { lid } = await adminOf(simulator).changePerson(CUSTOMER, { name: "Sari" });
    for (const jid of [JID, `${lid}@lid`]) {
      const sent = await shop.socket.sendMessage(jid, { ...content } as Parameters<typeof shop.socket.sendMessage>[1]);
      const { caption, ...media } = { caption: "", ...expected };
      const message = await held(CUSTOMER, sent?.key.id);
      expect(message).toMatchObject({ text: caption, details: { media: { ...media, bytes: PNG.length } } });
      const file = await adminOf(simulator).mediaOf(CUSTOMER, message.id);
      expect(Buffer.from(file.base64, "base64").equals(PNG)).toBe(true);
    }
  },
);

test.each(["lid", "pn"] as const)(
  "files of a person are what the client decrypts, addressed by %s",
  async (addressing) => {
    for (const kind of ["image", "video", "audio", "document", "sticker"] as const) {
      const media = { kind, base64: PNG.toString("base64"), caption: `a ${kind}`, fileName: "file" };
      const { id } = await adminOf(simulator).sendAsPerson(CUSTOMER, { to: SHOP, media, addressing });
      const message = await atShop(id);
      expect(message.message).toHaveProperty(`${kind}Message`);
      expect((await downloadMediaMessage(message, "buffer", {})).equals(PNG)).toBe(true);
    }
  },
);

test("media seen once, quotes, mentions and disappearing texts keep what they are, both ways", async () => {
  const admin = adminOf(simulator);
  const once = await shop.socket.sendMessage(JID, { image: PNG, viewOnce: true });
  expect((await held(CUSTOMER, once?.key.id)).details).toMatchObject({ viewOnce: true, media: { kind: "image" } });
  const { id } = await admin.sendAsPerson(CUSTOMER, {
    to: SHOP,
    media: { kind: "image", base64: PNG.toString("base64") },
    viewOnce: true,
  });
  expect((await atShop(id)).message?.viewOnceMessageV2?.message?.imageMessage?.viewOnce).toBe(true);

  const question = await admin.sendAsPerson(CUSTOMER, { to: SHOP, text: "How much?" });
  const asked = await atShop(question.id);
  const answer = await shop.socket.sendMessage(JID, { text: "Ten", mentions: [JID] }, { quoted: asked });
  expect((await held(CUSTOMER, answer?.key.id)).details).toMatchObject({
    quoted: { id: question.id, text: "How much?" },
    mentions: [JID],
  });
  const reply = await admin.sendAsPerson(CUSTOMER, { to: SHOP, text: "Good", quoted: answer?.key.id ?? "" });
  const { contextInfo } = (await atShop(reply.id)).message?.extendedTextMessage ?? {};
  expect(contextInfo?.stanzaId).toBe(answer?.key.id);
  expect(contextInfo?.quotedMessage?.extendedTextMessage?.text).toBe("Ten");

  const secret = await shop.socket.sendMessage(JID, { text: "soon gone" }, { ephemeralExpiration: 86_400 });
  expect((await held(CUSTOMER, secret?.key.id)).details?.expiresAfter).toBe(86_400);
  const fading = await admin.sendAsPerson(CUSTOMER, { to: SHOP, text: "me too", expiresAfter: 604_800 });
  expect((await atShop(fading.id)).message?.extendedTextMessage?.contextInfo?.expiration).toBe(604_800);
});

test("places, cards, polls, buttons and lists arrive both ways", async () => {
  const admin = adminOf(simulator);
  const place = { degreesLatitude: -6.2, degreesLongitude: 106.8, name: "Toko" };
  const sentPlace = await shop.socket.sendMessage(JID, { location: place });
  expect(await held(CUSTOMER, sentPlace?.key.id)).toMatchObject({
    text: "Toko",
    details: { location: { latitude: -6.2, longitude: 106.8, live: false } },
  });
  const live = await admin.sendAsPerson(CUSTOMER, { to: SHOP, location: { latitude: 1, longitude: 2, live: true } });
  expect((await atShop(live.id)).message?.liveLocationMessage?.degreesLongitude).toBe(2);

  const card = { displayName: "Budi", vcard: "BEGIN:VCARD\nVERSION:3.0\nFN:Budi\nEND:VCARD" };
  const cards = await shop.socket.sendMessage(JID, { contacts: { displayName: "two", contacts: [card, card] } });
  expect((await held(CUSTOMER, cards?.key.id)).details?.contacts).toHaveLength(2);
  const theirs = await admin.sendAsPerson(CUSTOMER, { to: SHOP, contact: { name: "Ani", phone: "628130000002" } });
  expect((await atShop(theirs.id)).message?.contactMessage?.vcard).toContain("waid=628130000002");

  const raw = {
    buttonsResponseMessage: { selectedButtonId: "yes", selectedDisplayText: "Yes", type: "DISPLAY_TEXT" },
  };
  const pressed = await admin.sendAsPerson(CUSTOMER, { to: SHOP, raw });
  expect((await atShop(pressed.id)).message?.buttonsResponseMessage?.selectedButtonId).toBe("yes");
  const list = { title: "Menu", buttonText: "Open", sections: [{ rows: [{ title: "Soto", rowId: "1" }] }] };
  const menu = await admin.sendAsPerson(CUSTOMER, { to: SHOP, raw: { listMessage: list } });
  expect((await atShop(menu.id)).message?.listMessage?.sections?.[0]?.rows?.[0]?.rowId).toBe("1");
  const chosen = { title: "Soto", singleSelectReply: { selectedRowId: "1" } };
  const choice = await shop.socket.sendMessage(JID, { listReply: chosen } as Parameters<
    typeof shop.socket.sendMessage
  >[1]);
  expect((await held(CUSTOMER, choice?.key.id)).details?.chosen).toBe("1");
});

test("reactions, edits and deletions of a client change the message at the person", async () => {
  const admin = adminOf(simulator);
  const { id } = await admin.sendAsPerson(CUSTOMER, { to: SHOP, text: "nice shop" });
  const message = await atShop(id);
  await shop.socket.sendMessage(JID, { react: { text: "👍", key: message.key } });
  await held(CUSTOMER, id, (one) => one.details?.reactions?.[SHOP] === "👍");
  await shop.socket.sendMessage(JID, { react: { text: "", key: message.key } });
  await held(CUSTOMER, id, (one) => one.details?.reactions?.[SHOP] === undefined);
  const sent = await shop.socket.sendMessage(JID, { text: "ten thousnad" });
  if (!sent) throw new Error("nothing was sent");
  await shop.socket.sendMessage(JID, { text: "ten thousand", edit: sent.key });
  await held(CUSTOMER, sent.key.id, (one) => one.text === "ten thousand" && one.details?.edited === true);
  await shop.socket.sendMessage(JID, { delete: sent.key });
  await held(CUSTOMER, sent.key.id, (one) => one.kind === "revoked" && one.text === "");
  await held(SHOP, sent.key.id, (one) => one.kind === "revoked");
});

test("reactions, edits and deletions of a person reach the client", async () => {
  const admin = adminOf(simulator);
  const sent = await shop.socket.sendMessage(JID, { text: "thank you" });
  await held(CUSTOMER, sent?.key.id);
  const { id } = await admin.sendAsPerson(CUSTOMER, { to: SHOP, react: { id: sent?.key.id ?? "", emoji: "🙏" } });
  const { message } = await atShop(id);
  expect(message?.reactionMessage).toMatchObject({ text: "🙏", key: { id: sent?.key.id, fromMe: true } });
  const wrong = await admin.sendAsPerson(CUSTOMER, { to: SHOP, text: "I want twoo" });
  await atShop(wrong.id);
  const edit = await admin.sendAsPerson(CUSTOMER, { to: SHOP, edit: { id: wrong.id, text: "I want two" } });
  expect((await atShop(edit.id)).message?.protocolMessage).toMatchObject({
    key: { id: wrong.id },
    editedMessage: { conversation: "I want two" },
  });
  const revoke = await admin.sendAsPerson(CUSTOMER, { to: SHOP, revoke: wrong.id });
  expect((await atShop(revoke.id)).message?.protocolMessage?.key?.id).toBe(wrong.id);
  await expect(admin.sendAsPerson(CUSTOMER, { to: SHOP, revoke: "NOTHING" })).rejects.toMatchObject({
    code: "no_such_message",
  });
});

test("somebody else's message cannot be edited or deleted", async () => {
  const { id } = await adminOf(simulator).sendAsPerson(CUSTOMER, { to: SHOP, text: "mine" });
  const { key } = await atShop(id);
  await shop.socket.sendMessage(JID, { text: "yours", edit: key });
  await until("the refusal", () => simulator.network.events.since(0).some((event) => event.type === "change.refused"));
  expect(await held(CUSTOMER, id)).toMatchObject({ text: "mine", kind: "text" });
});

test("votes for a poll of the client can be opened by it", async () => {
  const { decryptPollVote } = await import("baileys");
  const sent = await shop.socket.sendMessage(JID, {
    poll: { name: "When?", values: ["today", "tomorrow"], selectableCount: 1 },
  });
  const pollMsgId = sent?.key.id ?? "";
  expect(await held(CUSTOMER, pollMsgId)).toMatchObject({
    text: "When?",
    details: { poll: { options: ["today", "tomorrow"], selectable: 1 } },
  });
  const { id } = await adminOf(simulator).sendAsPerson(CUSTOMER, {
    to: SHOP,
    vote: { id: pollMsgId, options: ["tomorrow"] },
  });
  const update = (await atShop(id)).message?.pollUpdateMessage;
  const { lid } = await adminOf(simulator).person(CUSTOMER);
  const me = simulator.network.directory.find(SHOP)?.lid;
  const vote = decryptPollVote(update?.vote ?? {}, {
    pollMsgId,
    pollEncKey: sent?.message?.messageContextInfo?.messageSecret ?? new Uint8Array(),
    pollCreatorJid: `${me}@lid`,
    voterJid: `${lid}@lid`,
  });
  const { createHash } = await import("node:crypto");
  expect(Buffer.from(vote.selectedOptions?.[0] ?? []).equals(createHash("sha256").update("tomorrow").digest())).toBe(
    true,
  );
  expect((await held(SHOP, pollMsgId)).details?.votes).toEqual({ [CUSTOMER]: ["tomorrow"] });
});

test("media that the hosts dropped is sent again by the phone that has it", async () => {
  const media = { kind: "image" as const, base64: PNG.toString("base64") };
  const { id } = await adminOf(simulator).sendAsPerson(CUSTOMER, { to: SHOP, media });
  const message = await atShop(id);
  expect((await adminOf(simulator).expireMedia()).expired).toBeGreaterThan(0);
  await expect(downloadMediaMessage(message, "buffer", {})).rejects.toThrow();
  await shop.socket.refreshMediaConn();
  const renewed = await shop.socket.updateMediaMessage(message);
  expect((await downloadMediaMessage(renewed, "buffer", {})).equals(PNG)).toBe(true);
});

test("a damaged file is refused by the client's check", async () => {
  const media = { kind: "image" as const, base64: PNG.toString("base64") };
  await adminOf(simulator).changeSettings({ faults: { corruptMediaChance: 1 } });
  const { id } = await adminOf(simulator).sendAsPerson(CUSTOMER, { to: SHOP, media });
  const message = await atShop(id);
  const opened = await downloadMediaMessage(message, "buffer", {}).catch(() => Buffer.alloc(0));
  expect(opened.equals(PNG)).toBe(false);
  await adminOf(simulator).changeSettings({ faults: { corruptMediaChance: 0 } });
});

test("uploads without the token, or that are not what their name says, are refused", async () => {
  const base = `https://127.0.0.1:${simulator.port}/mms/image`;
  const token = simulator.network.media.token;
  expect((await fetch(`${base}/abc?auth=wrong`, { method: "POST", body: "x" })).status).toBe(401);
  expect((await fetch(`${base}/abc?auth=${token}`, { method: "POST", body: "x" })).status).toBe(400);
  expect((await fetch(`${base}/abc`)).status).toBe(404);
  expect(textOf({ key: {} } as WAMessage)).toBe("");
});
