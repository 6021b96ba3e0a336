import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { adminOf, type Client, finish, pair, textOf, until } from "./baileys-client.ts";

const SHOP = "628120000001";
const OTHER = "628120000002";
const CUSTOMER = "628130000001";
const JID = `${CUSTOMER}@s.whatsapp.net`;
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
let simulator: Simulator;
let shop: Client;
let other: Client;

beforeAll(async () => {
  simulator = await startSimulator({ seed: "social" });
  shop = await pair(simulator, SHOP);
  other = await pair(simulator, OTHER);
  await adminOf(simulator).sendAsPerson(CUSTOMER, { to: SHOP, text: "hello" });
  await until("the hello", () => shop.messages.some((one) => textOf(one) === "hello"));
});
afterAll(() => finish(simulator, shop, other));

test("presence and typing reach those who ask, and typing ends by itself", async () => {
  const seen: string[] = [];
  shop.socket.ev.on("presence.update", ({ presences }) => {
    for (const presence of Object.values(presences)) seen.push(presence.lastKnownPresence);
  });
  await shop.socket.presenceSubscribe(JID);
  await until("that nobody is there", () => seen.at(-1) === "unavailable");
  await adminOf(simulator).changeSettings({ typingExpires: 200 });
  await adminOf(simulator).showPresence(CUSTOMER, "available");
  await until("that somebody is there", () => seen.at(-1) === "available");
  for (const state of ["composing", "recording"] as const) {
    await adminOf(simulator).showPresence(CUSTOMER, state, SHOP);
    await until(state, () => seen.at(-1) === state);
    await until("the end of it", () => seen.at(-1) === "available");
  }
  const atOther: string[] = [];
  other.socket.ev.on("presence.update", ({ presences }) => {
    for (const presence of Object.values(presences)) atOther.push(presence.lastKnownPresence);
  });
  await other.socket.presenceSubscribe(`${SHOP}@s.whatsapp.net`);
  await shop.socket.sendPresenceUpdate("unavailable");
  await shop.socket.sendPresenceUpdate("available");
  await shop.socket.sendPresenceUpdate("composing", `${OTHER}@s.whatsapp.net`);
  await until("the shop's typing", () => atOther.includes("composing"));
});

test("name, about, picture and disappearing mode can be set and are seen by others", async () => {
  await shop.socket.updateProfileStatus("open from 8 to 5");
  const [status] = (await other.socket.fetchStatus(`${SHOP}@s.whatsapp.net`)) ?? [];
  expect(status?.status).toMatchObject({ status: "open from 8 to 5" });
  await shop.socket.updateDefaultDisappearingMode(86_400);
  const [mode] = (await other.socket.fetchDisappearingDuration(`${SHOP}@s.whatsapp.net`)) ?? [];
  expect(mode?.disappearing_mode).toMatchObject({ duration: 86_400 });
  await expect(other.socket.profilePictureUrl(`${SHOP}@s.whatsapp.net`)).rejects.toThrow();
  await shop.socket.updateProfilePicture(`${SHOP}@s.whatsapp.net`, PNG);
  const url = await other.socket.profilePictureUrl(`${SHOP}@s.whatsapp.net`, "image");
  expect((await fetch(url ?? "")).status).toBe(200);
  await shop.socket.updateProfilePicturePrivacy("none");
  await expect(other.socket.profilePictureUrl(`${SHOP}@s.whatsapp.net`)).rejects.toThrow();
  await shop.socket.updateProfilePicturePrivacy("all");
  await shop.socket.removeProfilePicture(`${SHOP}@s.whatsapp.net`);
  await expect(other.socket.profilePictureUrl(`${SHOP}@s.whatsapp.net`)).rejects.toThrow();
});

test("privacy settings are kept, each of them", async () => {
  const { socket } = shop;
  await socket.updateLastSeenPrivacy("none");
  await socket.updateOnlinePrivacy("match_last_seen");
  await socket.updateStatusPrivacy("contacts");
  await socket.updateReadReceiptsPrivacy("none");
  await socket.updateGroupsAddPrivacy("contacts");
  await socket.updateCallPrivacy("known");
  await socket.updateMessagesPrivacy("contacts");
  expect(await socket.fetchPrivacySettings(true)).toMatchObject({
    last: "none",
    online: "match_last_seen",
    status: "contacts",
    readreceipts: "none",
    groupadd: "contacts",
    calladd: "known",
    messages: "contacts",
  });
  await socket.updateReadReceiptsPrivacy("all");
  await socket.fetchPrivacySettings(true);
});

test("who is blocked gets through no more, whoever blocked", async () => {
  await shop.socket.updateBlockStatus(JID, "block");
  expect(await shop.socket.fetchBlocklist()).toHaveLength(1);
  const { id } = await adminOf(simulator).sendAsPerson(CUSTOMER, { to: SHOP, text: "blocked" });
  await shop.socket.updateBlockStatus(JID, "unblock");
  expect(await shop.socket.fetchBlocklist()).toEqual([]);
  const after = await adminOf(simulator).sendAsPerson(CUSTOMER, { to: SHOP, text: "no longer blocked" });
  await until("the later one", () => shop.messages.some((one) => one.key.id === after.id));
  expect(shop.messages.some((one) => one.key.id === id)).toBe(false);
  await adminOf(simulator).block(CUSTOMER, SHOP);
  const lost = await shop.socket.sendMessage(JID, { text: "into the void" });
  await adminOf(simulator).block(CUSTOMER, SHOP, false);
  const sent = await shop.socket.sendMessage(JID, { text: "heard again" });
  await until("the delivery", () => shop.updates.some((one) => one.id === sent?.key.id && one.status === 3));
  expect(simulator.network.book.findById(CUSTOMER, lost?.key.id ?? "")).toBeUndefined();
});

test("status posts of text and image reach their viewers, both ways", async () => {
  const to = { statusJidList: [JID, `${OTHER}@s.whatsapp.net`], backgroundColor: "#315575", font: 1 };
  const text = await shop.socket.sendMessage("status@broadcast", { text: "new stock" }, to);
  const image = await shop.socket.sendMessage("status@broadcast", { image: PNG, caption: "look" }, to);
  for (const sent of [text, image]) {
    const held = await until("the status", () => simulator.network.book.findById(CUSTOMER, sent?.key.id ?? ""));
    expect(held).toMatchObject({ peer: "status@broadcast", author: SHOP });
    await until("the status at the other client", () => other.messages.some((one) => one.key.id === sent?.key.id));
  }
  const { id } = await adminOf(simulator).postStatus(CUSTOMER, [SHOP], { text: "my day" });
  const seen = await until("their status", () => shop.messages.find((one) => one.key.id === id));
  expect(seen.key).toMatchObject({ remoteJid: "status@broadcast", fromMe: false });
  expect(textOf(seen)).toBe("my day");
  await shop.socket.readMessages([seen.key]);
  await until("the view", () => simulator.network.book.findById(CUSTOMER, id)?.status === "read");
});

test("channels: create, change, follow, post, react, count, both ways", async () => {
  const made = await shop.socket.newsletterCreate("Promo", "cheap things");
  expect(made).toMatchObject({ name: "Promo", description: "cheap things" });
  await other.socket.newsletterFollow(made.id);
  await adminOf(simulator).followNewsletter(made.id, CUSTOMER);
  expect(await shop.socket.newsletterSubscribers(made.id)).toEqual({ subscribers: 3 });
  const sent = await shop.socket.sendMessage(made.id, { text: "half price" });
  const seen = await until("the post", () => other.messages.find((one) => one.key.id === sent?.key.id));
  expect(textOf(seen)).toBe("half price");
  const reactions: unknown[] = [];
  shop.socket.ev.on("newsletter.reaction", (reaction) => void reactions.push(reaction));
  const [post] = (await adminOf(simulator).newsletters()).newsletters.find((one) => one.id === made.id)?.posts ?? [];
  await other.socket.newsletterReactMessage(made.id, String(post?.serverId), "🔥");
  await adminOf(simulator).reactInNewsletter(made.id, { as: CUSTOMER, serverId: post?.serverId ?? 0, emoji: "🔥" });
  await until("both reactions", () => reactions.length === 2);
  const fetched = await other.socket.newsletterFetchMessages(made.id, 10, 0, 0);
  expect(JSON.stringify(fetched)).toContain('"code":"🔥","count":"2"');
  expect(await other.socket.subscribeNewsletterUpdates(made.id)).toEqual({ duration: "300" });
  await shop.socket.newsletterUpdateName(made.id, "Promo!");
  await shop.socket.newsletterUpdateDescription(made.id, "cheaper");
  expect(await other.socket.newsletterMetadata("jid", made.id)).toMatchObject({
    thread_metadata: { name: { text: "Promo!" } },
  });
  await other.socket.newsletterMute(made.id);
  await other.socket.newsletterUnmute(made.id);
  expect(await shop.socket.newsletterAdminCount(made.id)).toBe(1);
  await expect(other.socket.newsletterUpdateName(made.id, "Mine")).rejects.toThrow();
  const theirs = await adminOf(simulator).createNewsletter({ as: CUSTOMER, name: "Ani" });
  await shop.socket.newsletterFollow(theirs.id);
  await adminOf(simulator).postInNewsletter(theirs.id, { as: CUSTOMER, text: "from Ani" });
  await until("their post", () => shop.messages.some((one) => textOf(one) === "from Ani"));
  await shop.socket.newsletterUnfollow(theirs.id);
  await other.socket.newsletterUnfollow(made.id);
  await shop.socket.newsletterDelete(made.id);
  await expect(other.socket.newsletterMetadata("jid", made.id)).rejects.toThrow();
});

test("calls ring and are refused, ended, or given up", async () => {
  const calls: { id: string; status: string }[] = [];
  shop.socket.ev.on("call", (events) => void calls.push(...events));
  const refused = await adminOf(simulator).call(CUSTOMER, SHOP, { video: true });
  await until("the ring", () => calls.some((call) => call.id === refused.id && call.status === "offer"));
  await shop.socket.rejectCall(refused.id, `${simulator.network.directory.find(CUSTOMER)?.lid}@lid`);
  expect((await adminOf(simulator).callState(refused.id)).state).toBe("rejected");
  const missed = await adminOf(simulator).call(CUSTOMER, SHOP, { ringFor: 100 });
  await until("the end", () => calls.some((call) => call.id === missed.id && call.status === "timeout"));
  const ended = await adminOf(simulator).call(CUSTOMER, SHOP);
  expect((await adminOf(simulator).endCall(ended.id)).state).toBe("ended");
  await until("the hanging up", () => calls.some((call) => call.id === ended.id && call.status === "terminate"));
  expect(await shop.socket.createCallLink("video")).toEqual(expect.any(String));
});

test("a person with a new phone has new keys, and both write on", async () => {
  await shop.socket.sendMessage(JID, { text: "before" });
  await adminOf(simulator).changeIdentity(CUSTOMER);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const sent = await shop.socket.sendMessage(JID, { text: "to the new phone" });
  await until(
    "the text",
    () => simulator.network.book.findById(CUSTOMER, sent?.key.id ?? "")?.text === "to the new phone",
  );
  const { id } = await adminOf(simulator).sendAsPerson(CUSTOMER, { to: SHOP, text: "from the new phone" });
  await until("the answer", () =>
    shop.messages.some((one) => one.key.id === id && textOf(one) === "from the new phone"),
  );
});

test("business profiles and catalogs are read and changed", async () => {
  await adminOf(simulator).changeProfile(CUSTOMER, {
    business: {
      description: "Warung",
      address: "Jl. Mawar 1",
      email: "ani@example.com",
      websites: ["https://example.com"],
      category: "Food",
    },
    catalog: [{ id: "1", name: "Soto", description: "hot", price: 15_000_000, currency: "IDR" }],
  });
  expect(await shop.socket.getBusinessProfile(JID)).toMatchObject({
    description: "Warung",
    category: "Food",
    website: ["https://example.com"],
  });
  const { products } = await shop.socket.getCatalog({ jid: JID });
  expect(products).toMatchObject([{ id: "1", name: "Soto", price: 15_000_000 }]);
  expect((await shop.socket.getCollections(JID)).collections[0]?.products).toHaveLength(1);
  await shop.socket.updateBussinesProfile({ description: "Toko", websites: ["https://shop.example"] });
  expect(await other.socket.getBusinessProfile(`${SHOP}@s.whatsapp.net`)).toMatchObject({ description: "Toko" });
  const product = {
    name: "Kopi",
    description: "black",
    price: 5_000,
    currency: "IDR",
    images: [],
    originCountryCode: undefined,
  };
  const created = await shop.socket.productCreate(product);
  expect(created.name).toBe("Kopi");
  expect(await shop.socket.productDelete([created.id])).toEqual({ deleted: 1 });
});
