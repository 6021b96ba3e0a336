import { phoneDigits, type User } from "../../people/user.ts";
import { wahaError } from "../http/waha-error.ts";
import type { Waha } from "../waha.ts";

/** A chat: with a person, or a group. */
export type Chat = { user: User; group?: undefined } | { user?: undefined; group: string };

/** How a session names a person. */
export function chatIdOf(waha: Waha, user: User): string {
  return waha.settings.addressing === "lid" ? `${user.lid}@lid` : `${user.phone}@c.us`;
}

/** How a session names who has this phone, or a group. */
export function chatIdOfPeer(waha: Waha, peer: string): string {
  if (peer.includes("@")) return peer;
  const user = waha.network.directory.find(peer);
  return user ? chatIdOf(waha, user) : `${peer}@c.us`;
}

/** The person of an id, in any writing; undefined when nobody has it. */
export function findUser(waha: Waha, id: unknown): User | undefined {
  if (typeof id !== "string") return undefined;
  const [, name = "", server] = /^(\d+)(?:@(c\.us|s\.whatsapp\.net|lid))?$/.exec(id) ?? [];
  if (server === "lid") return waha.network.directory.findByLid(name);
  const phone = phoneDigits(name);
  return phone === undefined ? undefined : waha.network.directory.reach(phone);
}

/** The chat of an id. */
export function needChat(waha: Waha, id: unknown): Chat {
  if (typeof id !== "string" || id === "") throw wahaError(400, "chatId must be a string");
  if (id.endsWith("@g.us")) {
    if (!waha.network.groups.find(id)) throw wahaError(404, `There is no group ${id}`);
    return { group: id };
  }
  if (!/^\d+(@(c\.us|s\.whatsapp\.net|lid))?$/.test(id))
    throw wahaError(422, `chatId ${id.slice(0, 80)} is not supported`);
  const user = findUser(waha, id);
  if (!user) throw wahaError(422, `${id} is not on WhatsApp`);
  return { user };
}

/** Under what the book keeps a chat. */
export function peerOfChat(chat: Chat): string {
  return chat.user ? chat.user.phone : chat.group;
}

/** The phones' own id out of `true_chat_ID_participant`, or an id as it is. */
export function nativeId(id: unknown): string {
  if (typeof id !== "string" || id === "") throw wahaError(400, "messageId must be a string");
  const [, native] = /^(?:true|false)_[^_]+_([^_]+)(?:_.+)?$/.exec(id) ?? [];
  return native ?? id;
}
