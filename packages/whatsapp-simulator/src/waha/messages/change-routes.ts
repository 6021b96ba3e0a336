import { readMessage } from "../../hosted/read-message.ts";
import type { StoredMessage } from "../../messages/message-book.ts";
import type { Wish } from "../../messages/wish.ts";
import { type Typing, tellTyping } from "../../presence/tell-presence.ts";
import { textIn, type WahaCall, type WahaRoutes } from "../http/waha-call.ts";
import { wahaError } from "../http/waha-error.ts";
import { needWorking } from "../sessions/need-session.ts";
import { type Chat, findUser, nativeId, needChat, peerOfChat } from "./chat-ids.ts";
import { newMessageId, sendAsked, write } from "./send-message.ts";
import { messageIdOf, waMessage } from "./wa-message.ts";
import { voteWish } from "./wishes.ts";

/** What is done to messages and chats that are there. */
export const changeRoutes: WahaRoutes = {
  "PUT /api/reaction": async (call) => {
    const { input, waha } = call;
    const held = await findHeld(call, input.messageId);
    const emoji = typeof input.reaction === "string" ? input.reaction : "";
    await writeChange(call, held.peer, { react: { id: held.id, emoji } });
    return { id: messageIdOf(waha, held) };
  },
  "PUT /api/star": async (call) => {
    await findHeld(call, call.input.messageId);
    return {};
  },
  "POST /api/sendPollVote": async (call) => {
    const held = await findHeld(call, call.input.pollMessageId);
    await writeChange(call, held.peer, voteWish(call));
    return { id: messageIdOf(call.waha, held) };
  },
  "POST /api/forwardMessage": async (call) => {
    const held = await findHeld(call, call.input.messageId);
    if (held.kind !== "text") throw wahaError(422, "Only texts can be forwarded here");
    return sendAsked(call, () => ({ text: held.text }));
  },
  "POST /api/sendSeen": async (call) => {
    const { chatId, messageIds } = call.input;
    const only = Array.isArray(messageIds) ? messageIds.map(nativeId) : undefined;
    await readChat(call, needChat(call.waha, chatId), only);
    return {};
  },
  "POST /api/startTyping": (call) => type(call, "composing"),
  "POST /api/stopTyping": (call) => type(call, "paused"),
  "GET /api/:session/chats/:chat/messages/:message": async (call) => {
    const { session } = await needWorking(call);
    return waMessage(call.waha, session, await findHeld(call, call.path.message));
  },
  "PUT /api/:session/chats/:chat/messages/:message": async (call) => {
    const held = await findHeld(call, call.path.message);
    await writeChange(call, held.peer, { edit: { id: held.id, text: textIn(call.input, "text") } });
    return { id: messageIdOf(call.waha, held) };
  },
  "DELETE /api/:session/chats/:chat/messages/:message": async (call) => {
    const held = await findHeld(call, call.path.message);
    await writeChange(call, held.peer, { revoke: held.id });
    return {};
  },
  "POST /api/:session/chats/:chat/messages/read": async (call) => {
    const ids = await readChat(call, needChat(call.waha, call.path.chat), undefined);
    return { ids };
  },
};

/** A message the phone of a session holds, by any writing of its id. */
async function findHeld(call: WahaCall, written: unknown): Promise<StoredMessage> {
  const { waha } = call;
  const { user } = await needWorking(call);
  const id = nativeId(written);
  const chat = chatIn(call, written);
  const held = chat && waha.network.book.findInChat(user.phone, peerOfChat(chat), id);
  if (!held) throw wahaError(404, `Message ${id.slice(0, 80)} not found`);
  return held;
}

function chatIn({ waha, path, input }: WahaCall, written: unknown): Chat | undefined {
  const [, inId] = typeof written === "string" ? (/^(?:true|false)_([^_]+)_/.exec(written) ?? []) : [];
  const id = inId ?? path.chat ?? input.chatId;
  return id === undefined ? undefined : needChat(waha, id);
}

async function writeChange(call: WahaCall, peer: string, wish: Wish): Promise<void> {
  const { session, user } = await needWorking(call);
  const person = findUser(call.waha, peer);
  const chat: Chat = person ? { user: person } : { group: peer };
  await write(call, { session, user, chat, id: newMessageId() }, wish);
}

async function readChat(call: WahaCall, chat: Chat, only: string[] | undefined): Promise<string[]> {
  const { network } = call.waha;
  const { user } = await needWorking(call);
  const unread = network.book
    .incoming(user.phone, peerOfChat(chat), "received")
    .filter((held) => only === undefined || only.includes(held.id));
  for (const held of unread) {
    const author = network.directory.find(held.author ?? held.peer);
    if (chat.user && author) readMessage(network, user, author, held.id);
    else network.book.setStatus(held.seq, "read");
  }
  return unread.map((held) => held.id);
}

async function type(call: WahaCall, state: Typing): Promise<object> {
  const { user } = await needWorking(call);
  const chat = needChat(call.waha, call.input.chatId);
  tellTyping(call.waha.network, user, chat.user ? { phone: chat.user.phone } : { group: chat.group }, state);
  return {};
}
