import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../src/index.ts";
import { adminOf, type Client, finish, pair, textOf, until } from "./baileys-client.ts";

const SHOP = "628120000001";
const OTHER = "628120000002";
const ANI = "628130000001";
const BUDI = "628130000002";
const CITRA = "628130000003";
let simulator: Simulator;
let shop: Client;
let other: Client;
let group = "";

beforeAll(async () => {
  simulator = await startSimulator({ seed: "groups" });
  shop = await pair(simulator, SHOP);
  other = await pair(simulator, OTHER);
});
afterAll(() => finish(simulator, shop, other));

function jid(phone: string): string {
  return `${phone}@s.whatsapp.net`;
}

async function heldBy(phone: string, text: string) {
  return until(`${text} at ${phone}`, () =>
    simulator.network.book.changedSince(0, 10_000, phone, group).find((message) => message.text === text),
  );
}

function seenBy(client: Client, text: string) {
  return until(`${text} at the client`, () =>
    client.messages.find((one) => one.key.remoteJid === group && textOf(one) === text),
  );
}

test("a group is made, and every member knows it before the first message", async () => {
  const upserts: string[] = [];
  other.socket.ev.on("groups.upsert", (groups) => upserts.push(...groups.map((one) => one.subject)));
  const made = await shop.socket.groupCreate("Arisan", [jid(OTHER), jid(ANI), jid(BUDI)]);
  group = made.id;
  expect(made).toMatchObject({ subject: "Arisan", size: 4, addressingMode: "lid" });
  expect(made.participants.map(({ phoneNumber, admin }) => [phoneNumber, admin]).sort()).toEqual([
    [jid(SHOP), "superadmin"],
    [jid(OTHER), null],
    [jid(ANI), null],
    [jid(BUDI), null],
  ]);
  await until("the group at the other", () => upserts.includes("Arisan"));
  expect(Object.keys(await other.socket.groupFetchAllParticipating())).toEqual([group]);
});

test("messages travel between clients and people with sender keys, first and later ones", async () => {
  for (const text of ["first", "second"]) {
    await shop.socket.sendMessage(group, { text: `${text} of the shop` });
    for (const phone of [ANI, BUDI, OTHER])
      expect(await heldBy(phone, `${text} of the shop`)).toMatchObject({ author: SHOP });
    expect(await heldBy(SHOP, `${text} of the shop`)).toMatchObject({ direction: "out" });
    const seen = await seenBy(other, `${text} of the shop`);
    expect(seen.key.participantAlt ?? "").toContain(SHOP);
    await adminOf(simulator).sendAsPerson(ANI, { to: group, text: `${text} of Ani` });
    const got = await Promise.all([shop, other].map((client) => seenBy(client, `${text} of Ani`)));
    expect(got[0]?.key.participantAlt).toBe(jid(ANI));
    expect(await heldBy(BUDI, `${text} of Ani`)).toMatchObject({ author: ANI, direction: "in" });
    await other.socket.sendMessage(group, { text: `${text} of the other` });
    await seenBy(shop, `${text} of the other`);
    await heldBy(ANI, `${text} of the other`);
  }
});

test("each member's receipt is told by itself", async () => {
  const receipts = new Map<string, Set<string>>();
  shop.socket.ev.on("message-receipt.update", (updates) => {
    for (const { key, receipt } of updates) {
      const who = receipts.get(key.id ?? "") ?? new Set();
      receipts.set(key.id ?? "", who.add(receipt.userJid ?? ""));
    }
  });
  const sent = await shop.socket.sendMessage(group, { text: "who is here" });
  // The other client's own receipt comes at once, and Baileys merges what comes at once into its echo of the message.
  const people = [ANI, BUDI].map((phone) => `${simulator.network.directory.find(phone)?.lid}@lid`);
  await until("the receipts", () => people.every((one) => receipts.get(sent?.key.id ?? "")?.has(one)));
  const message = await seenBy(other, "who is here");
  await other.socket.readMessages([message.key]);
});

test("media, quotes, reactions, edits and deletions work in a group", async () => {
  const sent = await shop.socket.sendMessage(group, {
    image: Buffer.from("89504e47", "hex"),
    caption: "look",
    jpegThumbnail: "",
  });
  const id = sent?.key.id ?? "";
  await heldBy(BUDI, "look");
  expect((await adminOf(simulator).mediaOf(BUDI, id)).base64).toBe(Buffer.from("89504e47", "hex").toString("base64"));
  await adminOf(simulator).sendAsPerson(BUDI, { to: group, react: { id, emoji: "😍" } });
  const reaction = await until("the reaction", () =>
    shop.messages.find((one) => one.message?.reactionMessage?.key?.id === id),
  );
  expect(reaction.message?.reactionMessage?.key?.fromMe).toBe(true);
  await adminOf(simulator).sendAsPerson(BUDI, { to: group, text: "nice", quoted: id });
  expect((await seenBy(shop, "nice")).message?.extendedTextMessage?.contextInfo?.stanzaId).toBe(id);
  const text = await shop.socket.sendMessage(group, { text: "wrnog" });
  if (!text) throw new Error("nothing was sent");
  await shop.socket.sendMessage(group, { text: "right", edit: text.key });
  await heldBy(ANI, "right");
  const rude = await adminOf(simulator).sendAsPerson(BUDI, { to: group, text: "something rude" });
  const message = await seenBy(shop, "something rude");
  await shop.socket.sendMessage(group, { delete: message.key });
  await until("the deletion by an admin", () => simulator.network.book.findById(ANI, rude.id)?.kind === "revoked");
});

test("subject, description, settings and picture change and are told", async () => {
  const stubs: (number | null | undefined)[] = [];
  other.socket.ev.on(
    "messages.upsert",
    ({ messages }) => void stubs.push(...messages.map((one) => one.messageStubType)),
  );
  await shop.socket.groupUpdateSubject(group, "Arisan RT 5");
  await shop.socket.groupUpdateDescription(group, "every month");
  await shop.socket.groupSettingUpdate(group, "announcement");
  await shop.socket.groupSettingUpdate(group, "locked");
  await shop.socket.groupToggleEphemeral(group, 86_400);
  await shop.socket.groupMemberAddMode(group, "admin_add");
  await shop.socket.groupJoinApprovalMode(group, "on");
  expect(await other.socket.groupMetadata(group)).toMatchObject({
    subject: "Arisan RT 5",
    desc: "every month",
    announce: true,
    restrict: true,
    ephemeralDuration: 86_400,
    memberAddMode: false,
    joinApprovalMode: true,
  });
  await until("the notices", () => [21, 24, 25, 26].every((stub) => stubs.includes(stub)));
  await expect(other.socket.groupUpdateSubject(group, "Mine")).rejects.toThrow();
  await expect(adminOf(simulator).sendAsPerson(ANI, { to: group, text: "may I" })).rejects.toMatchObject({
    code: "not_an_admin",
  });
  const refused = await other.socket.sendMessage(group, { text: "may I" });
  await until("the refusal", () => other.updates.find((one) => one.id === refused?.key.id && one.status === 0));
  await shop.socket.groupSettingUpdate(group, "not_announcement");
  await shop.socket.groupSettingUpdate(group, "unlocked");
  await shop.socket.groupUpdateDescription(group);
  expect((await other.socket.groupMetadata(group)).desc).toBeUndefined();
});

test("members are added, promoted, demoted and removed, with a status for each", async () => {
  await adminOf(simulator).changePerson("628150000001", { registered: false });
  const added = await shop.socket.groupParticipantsUpdate(group, [jid(CITRA), jid("628150000001"), jid(ANI)], "add");
  expect(added.map((one) => one.status)).toEqual(["200", "404", "409"]);
  await adminOf(simulator).changeMembers(group, SHOP, "promote", [ANI]);
  await expect(other.socket.groupParticipantsUpdate(group, [jid(ANI)], "demote")).rejects.toThrow();
  await shop.socket.groupParticipantsUpdate(group, [jid(ANI)], "demote");
  await shop.socket.sendMessage(group, { text: "welcome Citra" });
  await heldBy(CITRA, "welcome Citra");
  await shop.socket.groupParticipantsUpdate(group, [jid(CITRA)], "remove");
  await shop.socket.sendMessage(group, { text: "without Citra" });
  await heldBy(ANI, "without Citra");
  expect(simulator.network.book.changedSince(0, 1000, CITRA, group).some((one) => one.text === "without Citra")).toBe(
    false,
  );
  expect((await shop.socket.groupMetadata(group)).size).toBe(4);
});

test("invite links lead in, at once or after an admin agreed; revoked ones do not", async () => {
  const code = await shop.socket.groupInviteCode(group);
  expect(await adminOf(simulator).joinGroup(group, CITRA)).toEqual({ result: "requested" });
  const [request] = await shop.socket.groupRequestParticipantsList(group);
  expect(request?.phone_number).toBe(jid(CITRA));
  expect(await shop.socket.groupRequestParticipantsUpdate(group, [request?.jid ?? ""], "approve")).toMatchObject([
    { status: "200" },
  ]);
  expect((await adminOf(simulator).group(group)).members[CITRA]).toBe("member");
  await shop.socket.groupJoinApprovalMode(group, "off");
  const theirs = await adminOf(simulator).createGroup({ as: ANI, subject: "Of Ani", members: [BUDI] });
  expect((await shop.socket.groupGetInviteInfo(theirs.inviteCode)).subject).toBe("Of Ani");
  expect(await shop.socket.groupAcceptInvite(theirs.inviteCode)).toBe(theirs.id);
  const fresh = await shop.socket.groupRevokeInvite(group);
  expect(fresh).not.toBe(code);
  await expect(other.socket.groupGetInviteInfo(code ?? "")).rejects.toThrow();
  await shop.socket.groupLeave(theirs.id);
  expect(Object.keys((await adminOf(simulator).group(theirs.id)).members)).toEqual([ANI, BUDI]);
});

test("a member that lost its keys asks again and can read, on both sides", async () => {
  for (const key of other.wallet.keys.keys()) if (/^(sender-key|session)\//.test(key)) other.wallet.keys.delete(key);
  await adminOf(simulator).sendAsPerson(ANI, { to: group, text: "unreadable at first" });
  await seenBy(other, "unreadable at first");
  await until("an empty mailbox", () => simulator.network.mailbox.waitingFor(OTHER, 1) === 0);
});

test("communities are made, joined by groups and listed", async () => {
  const made = await shop.socket.communityCreate("Kampung", "all of us");
  expect(made).toMatchObject({ subject: "Kampung", isCommunity: true });
  const community = made?.id ?? "";
  await shop.socket.communityLinkGroup(group, community);
  const { linkedGroups } = await shop.socket.communityFetchLinkedGroups(community);
  expect(linkedGroups.map((one: { subject: string }) => one.subject).sort()).toEqual(["Arisan RT 5", "Kampung"]);
  expect((await shop.socket.communityMetadata(community)).desc).toBe("all of us");
  await shop.socket.communityUnlinkGroup(group, community);
  expect((await shop.socket.groupMetadata(group)).linkedParent).toBeUndefined();
});
