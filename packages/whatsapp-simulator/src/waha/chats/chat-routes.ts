import { listChats } from "../../people/list-chats.ts";
import { paged, type WahaCall, type WahaRoutes } from "../http/waha-call.ts";
import { chatIdOfPeer, needChat, peerOfChat } from "../messages/chat-ids.ts";
import { ackOf, waMessage } from "../messages/wa-message.ts";
import { needWorking } from "../sessions/need-session.ts";

const MOST_CHATS = 1_000;
const MOST_MESSAGES = 10_000;

/** Chats and what is in them. */
export const chatRoutes: WahaRoutes = {
  "GET /api/:session/chats": async (call) =>
    (await chatsOf(call)).map(({ id, name, last, unread }) => ({
      id,
      name,
      conversationTimestamp: Math.floor((last?.at ?? 0) / 1000),
      unreadCount: unread,
    })),
  "GET /api/:session/chats/overview": (call) => overview(call),
  "POST /api/:session/chats/overview": (call) => overview(call),
  "GET /api/:session/chats/:chat/messages": async (call) => messagesIn(call, call.path.chat),
  "GET /api/messages": async (call) => messagesIn(call, call.query.get("chatId")),
};

async function chatsOf(call: WahaCall) {
  const { waha } = call;
  const { user } = await needWorking(call);
  const chats = listChats(waha.network, user.phone, MOST_CHATS).filter((chat) => !chat.phone.endsWith("@broadcast"));
  const shown = chats.map(({ phone, name, last, unread }) => {
    const known = name ?? waha.network.groups.find(phone)?.subject ?? waha.network.directory.find(phone)?.name ?? null;
    return { id: chatIdOfPeer(waha, phone), name: known, last, unread };
  });
  return paged(shown, call.query);
}

async function overview(call: WahaCall): Promise<object[]> {
  const { session } = await needWorking(call);
  return (await chatsOf(call)).map(({ id, name, last }) => ({
    id,
    name,
    picture: null,
    lastMessage: last && waMessage(call.waha, session, last),
    _chat: { id },
  }));
}

async function messagesIn(call: WahaCall, chatId: unknown): Promise<object[]> {
  const { waha, query } = call;
  const { session, user } = await needWorking(call);
  const isAll = chatId === "all";
  const peer = isAll ? undefined : peerOfChat(needChat(waha, chatId));
  const after = Number(query.get("filter.timestamp.gte") ?? 0) * 1000;
  const before = Number(query.get("filter.timestamp.lte") ?? Number.MAX_SAFE_INTEGER) * 1000;
  const fromMe = query.get("filter.fromMe");
  const ack = query.get("filter.ack");
  const held = waha.network.book
    .changedSince(0, MOST_MESSAGES, user.phone, peer)
    .filter(
      (one) =>
        one.at >= after &&
        one.at <= before &&
        (fromMe === null || (one.direction === "out") === (fromMe === "true")) &&
        (ack === null || ackOf(one.status).ackName === ack),
    )
    .sort((a, b) => (query.get("sortOrder") === "asc" ? a.seq - b.seq : b.seq - a.seq));
  return paged(held, query).map((one) => waMessage(waha, session, one));
}
