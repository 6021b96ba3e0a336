import { randomBytes } from "node:crypto";
import { sendToGroup } from "../../groups/send-to-group.ts";
import type { StoredMessage } from "../../messages/message-book.ts";
import { sendFromPhone } from "../../messages/send-from-phone.ts";
import type { Wish } from "../../messages/wish.ts";
import type { User } from "../../people/user.ts";
import { tellEvent } from "../events/tell-event.ts";
import { optionalTextIn, type WahaCall } from "../http/waha-call.ts";
import { wahaError } from "../http/waha-error.ts";
import { needWorking } from "../sessions/need-session.ts";
import type { WahaSession } from "../waha-objects.ts";
import { type Chat, findUser, nativeId, needChat, peerOfChat } from "./chat-ids.ts";
import { waMessage } from "./wa-message.ts";

/** What a call writes, and where. */
export interface Writing {
  session: WahaSession;
  user: User;
  chat: Chat;
  id: string;
}

/** Sends what a call asks for and answers with the message. */
export async function sendAsked(
  call: WahaCall,
  wishOf: (call: WahaCall, chat: Chat) => Wish | Promise<Wish>,
): Promise<object> {
  const { waha, input } = call;
  const { session, user } = await needWorking(call);
  const chat = needChat(waha, input.chatId);
  const replyTo = optionalTextIn(input, "reply_to");
  const mentions = mentionsIn(call, chat);
  const wish: Wish = {
    ...(await wishOf(call, chat)),
    ...(replyTo === undefined ? {} : { quoted: nativeId(replyTo) }),
    ...(mentions === undefined ? {} : { mentions }),
  };
  const id = optionalTextIn(input, "id") ?? newMessageId();
  if (!/^[\w.-]{1,64}$/.test(id)) throw wahaError(400, "id must have at most 64 letters, digits, dots and dashes");
  const held = await write(call, { session, user, chat, id }, wish);
  if (!held) throw wahaError(500, "The message was not kept");
  return waMessage(waha, session, held);
}

/** Sends anything from a session; gives back the message as its phone holds it, when it is one of its own. */
export async function write(
  { waha }: Pick<WahaCall, "waha">,
  { session, user, chat, id }: Writing,
  wish: Wish,
): Promise<StoredMessage | undefined> {
  const { network } = waha;
  if (chat.user) await sendFromPhone(network, { from: user.phone, to: chat.user.phone, wish, id });
  else await sendToGroup(network, { from: user.phone, group: chat.group, wish, id });
  const held = network.book.find(user.phone, peerOfChat(chat), "out", id);
  // A message to a person was told of when it was kept.
  if (held && chat.group !== undefined) tellEvent(waha, session, "message.any", waMessage(waha, session, held))();
  return held;
}

/** An id for a message, as linked clients write it. */
export function newMessageId(): string {
  return `3EB0${randomBytes(9).toString("hex").toUpperCase()}`;
}

function mentionsIn({ waha, input }: WahaCall, chat: Chat): string[] | undefined {
  const { mentions } = input;
  if (mentions === undefined || mentions === null) return undefined;
  if (!Array.isArray(mentions)) throw wahaError(400, "mentions must be an array");
  if (mentions.includes("all"))
    return chat.group === undefined ? undefined : Object.keys(waha.network.groups.find(chat.group)?.members ?? {});
  return mentions.flatMap((one: unknown) => findUser(waha, one)?.phone ?? []);
}
