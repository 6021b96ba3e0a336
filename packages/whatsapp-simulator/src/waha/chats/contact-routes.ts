import { introduce, nameTowards } from "../../people/acquaintances.ts";
import { changeBlock } from "../../people/block.ts";
import { listChats } from "../../people/list-chats.ts";
import { phoneDigits, type User } from "../../people/user.ts";
import { tellPresence } from "../../presence/tell-presence.ts";
import { optionalTextIn, paged, textIn, type WahaCall, type WahaRoutes } from "../http/waha-call.ts";
import { wahaError } from "../http/waha-error.ts";
import { chatIdOf, findUser } from "../messages/chat-ids.ts";
import { needWorking } from "../sessions/need-session.ts";
import { saveSession } from "../waha.ts";

const MOST = 1_000;

/** People: who they are, whether they are there, their two names. */
export const contactRoutes: WahaRoutes = {
  "GET /api/contacts/check-exists": async (call) => {
    await needWorking(call);
    const phone = phoneDigits(call.query.get("phone") ?? "");
    if (phone === undefined) throw wahaError(400, "phone must be a phone number");
    const user = call.waha.network.directory.reach(phone);
    return user
      ? { numberExists: true, chatId: chatIdOf(call.waha, user), pn: `${user.phone}@c.us` }
      : { numberExists: false };
  },
  "GET /api/contacts/all": async (call) => {
    const { user } = await needWorking(call);
    const chats = listChats(call.waha.network, user.phone, MOST);
    const people = chats.flatMap(({ phone }) => call.waha.network.directory.find(phone) ?? []);
    return paged(people, call.query).map((person) => showContact(call, user, person));
  },
  "GET /api/contacts": (call) => contactOf(call, call.query.get("contactId")),
  "GET /api/:session/contacts/:id": (call) => contactOf(call, call.path.id),
  "PUT /api/:session/contacts/:id": async (call) => {
    const { user } = await needWorking(call);
    const name = [optionalTextIn(call.input, "firstName"), optionalTextIn(call.input, "lastName")].join(" ").trim();
    introduce(call.waha.network, user.phone, { phone: needUser(call, call.path.id).phone, name });
    return { success: true };
  },
  "GET /api/contacts/profile-picture": async (call) => {
    await needWorking(call);
    return { profilePictureURL: null };
  },
  "GET /api/contacts/about": async (call) => {
    await needWorking(call);
    return { about: call.waha.network.profiles.of(needUser(call, call.query.get("contactId")).phone).about };
  },
  "POST /api/contacts/block": (call) => block(call, "block"),
  "POST /api/contacts/unblock": (call) => block(call, "unblock"),
  "GET /api/:session/lids": async (call) => {
    const { user } = await needWorking(call);
    const chats = listChats(call.waha.network, user.phone, MOST);
    return paged(
      chats.flatMap(({ phone }) => call.waha.network.directory.find(phone) ?? []),
      call.query,
    ).map(showLid);
  },
  "GET /api/:session/lids/count": async (call) => {
    const { user } = await needWorking(call);
    return { count: listChats(call.waha.network, user.phone, MOST).length };
  },
  "GET /api/:session/lids/:lid": async (call) => {
    await needWorking(call);
    const lid = (call.path.lid ?? "").replace(/@lid$/, "");
    const user = call.waha.network.directory.findByLid(lid);
    return user ? showLid(user) : { lid: `${lid}@lid`, pn: null };
  },
  "GET /api/:session/lids/pn/:phone": async (call) => {
    await needWorking(call);
    const user = findUser(call.waha, call.path.phone);
    return user ? showLid(user) : { lid: null, pn: `${(call.path.phone ?? "").replace(/@.*$/, "")}@c.us` };
  },
  "POST /api/:session/presence": async (call) => {
    const { session, user } = await needWorking(call);
    const presence = textIn(call.input, "presence");
    if (presence !== "online" && presence !== "offline") throw wahaError(422, `presence ${presence} is not supported`);
    saveSession(call.waha, { ...session, presence });
    tellPresence(call.waha.network, user, presence === "online");
    return {};
  },
  "GET /api/:session/presence/:id": (call) => presenceOf(call),
  "POST /api/:session/presence/:id/subscribe": (call) => presenceOf(call),
  "GET /api/:session/profile": async (call) => {
    const { user } = await needWorking(call);
    return { id: `${user.phone}@c.us`, name: user.name, picture: null };
  },
  "PUT /api/:session/profile/name": async (call) => {
    const { user } = await needWorking(call);
    call.waha.network.directory.create({ phone: user.phone, name: textIn(call.input, "name") });
    return { success: true };
  },
  "PUT /api/:session/profile/status": async (call) => {
    const { user } = await needWorking(call);
    call.waha.network.profiles.change(user.phone, { about: textIn(call.input, "status") });
    return { success: true };
  },
};

function needUser({ waha }: WahaCall, id: unknown): User {
  const user = findUser(waha, id);
  if (!user) throw wahaError(404, "Contact not found");
  return user;
}

async function contactOf(call: WahaCall, id: unknown): Promise<object> {
  const { user } = await needWorking(call);
  return showContact(call, user, needUser(call, id));
}

function showContact({ waha }: WahaCall, owner: User, person: User): object {
  const name = nameTowards(waha.network, owner.phone, person.phone) ?? null;
  return { id: chatIdOf(waha, person), number: person.phone, name, pushname: person.name, lid: `${person.lid}@lid` };
}

async function block(call: WahaCall, action: "block" | "unblock"): Promise<object> {
  const { user } = await needWorking(call);
  changeBlock(call.waha.network, user.phone, needUser(call, call.input.contactId).phone, action);
  return {};
}

async function presenceOf(call: WahaCall): Promise<object> {
  await needWorking(call);
  const user = needUser(call, call.path.id);
  const isOnline = call.waha.network.presence.isOnline(user.phone);
  const id = chatIdOf(call.waha, user);
  return { id, presences: [{ participant: id, lastKnownPresence: isOnline ? "online" : "offline", lastSeen: null }] };
}

function showLid(user: User): object {
  return { lid: `${user.lid}@lid`, pn: `${user.phone}@c.us` };
}
