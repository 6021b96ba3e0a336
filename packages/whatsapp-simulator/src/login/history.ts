import { deflateSync } from "node:zlib";
import { proto } from "baileys";
import type { StoredMessage } from "../messages/message-book.ts";
import type { Network } from "../network/network.ts";
import { nameTowards } from "../people/acquaintances.ts";
import { jidOf } from "../people/user.ts";
import { text } from "../store/row.ts";

const { HistorySyncType } = proto.HistorySync;
const { Status } = proto.WebMessageInfo;
const PER_CHAT = 100;
const PER_CHUNK = 2_000;

/** The messages by which a phone gives a new client its old chats: names, the newest of each chat, then the rest. */
export function historyMessages(network: Network, phone: string): proto.IMessage[] {
  const chats = network.settings.history === "none" ? [] : chatsOf(network, phone);
  const pushnames = [phone, ...chats.filter((peer) => !peer.includes("@"))].map((one) => ({
    id: `${one}@s.whatsapp.net`,
    pushname: nameTowards(network, phone, one) ?? network.directory.find(one)?.name ?? "",
  }));
  const newest = chats.map((peer) => conversation(network, phone, peer, network.book.newest(phone, peer, 1)));
  const perChat = network.settings.history === "full" ? PER_CHUNK : PER_CHAT;
  const whole = chats.map((peer) => conversation(network, phone, peer, network.book.newest(phone, peer, perChat)));
  const chunks = chunked(whole);
  return [
    historyMessage({ syncType: HistorySyncType.PUSH_NAME, pushnames }),
    historyMessage({ syncType: HistorySyncType.INITIAL_BOOTSTRAP, progress: 100, conversations: newest }),
    ...chunks.map((conversations, index) =>
      historyMessage({
        syncType: network.settings.history === "full" ? HistorySyncType.FULL : HistorySyncType.RECENT,
        progress: Math.round((100 * (index + 1)) / chunks.length),
        chunkOrder: index + 1,
        conversations,
      }),
    ),
    ...(network.settings.history === "full"
      ? [historyMessage({ syncType: HistorySyncType.RECENT, progress: 100 })]
      : []),
  ];
}

/** Older messages of one chat, as a client asked for them. */
export function olderMessages(
  network: Network,
  phone: string,
  peer: string,
  before: StoredMessage | undefined,
  count: number,
  session: string,
): proto.IMessage {
  const messages = network.book.newest(phone, peer, count, before?.seq);
  const conversations = [conversation(network, phone, peer, messages)];
  return historyMessage({ syncType: HistorySyncType.ON_DEMAND, progress: 100, conversations }, session);
}

/** A message as a phone keeps it, in the form in which it gives it away. */
export function webMessage(network: Network, held: StoredMessage): proto.WebMessageInfo {
  const content = network.book.contentOf(held.seq);
  const isGroup = held.peer.includes("@");
  const author = network.directory.find(held.author ?? "");
  const fromMe = held.direction === "out";
  const participant = isGroup && author && !fromMe ? jidOf(author, "lid") : undefined;
  return proto.WebMessageInfo.fromObject({
    key: { remoteJid: jidOfChat(network, held.peer), fromMe, id: held.id, participant },
    message: content ? proto.Message.decode(content) : { conversation: held.text },
    messageTimestamp: Math.floor(held.at / 1000),
    status:
      held.status === "read" ? Status.READ : held.status === "delivered" ? Status.DELIVERY_ACK : Status.SERVER_ACK,
    participant,
    pushName: fromMe ? undefined : author?.name,
  });
}

function chatsOf(network: Network, phone: string): string[] {
  const sql = "select peer, max(seq) as last from messages where owner = ? group by peer order by last desc limit 200";
  return network.store
    .all(sql, phone)
    .map((row) => text(row, "peer"))
    .filter((peer) => peer !== "status@broadcast");
}

function conversation(network: Network, phone: string, peer: string, messages: StoredMessage[]): proto.IConversation {
  const user = network.directory.find(peer);
  const newest = messages[0];
  return {
    id: jidOfChat(network, peer),
    name: network.groups.find(peer)?.subject ?? nameTowards(network, phone, peer) ?? user?.name ?? null,
    pnJid: user ? jidOf(user, "pn") : null,
    lidJid: user ? jidOf(user, "lid") : null,
    unreadCount: messages.filter((one) => one.direction === "in" && one.status !== "read").length,
    conversationTimestamp: Math.floor((newest?.at ?? 0) / 1000),
    messages: messages.map((held) => ({ message: webMessage(network, held) })),
  };
}

function jidOfChat(network: Network, peer: string): string {
  const user = network.directory.find(peer);
  return user ? jidOf(user, network.settings.addressing) : peer;
}

function chunked(conversations: proto.IConversation[]): proto.IConversation[][] {
  const chunks: proto.IConversation[][] = [[]];
  let size = 0;
  for (const one of conversations) {
    size += one.messages?.length ?? 0;
    if (size > PER_CHUNK) {
      chunks.push([]);
      size = one.messages?.length ?? 0;
    }
    chunks.at(-1)?.push(one);
  }
  return chunks;
}

interface History {
  syncType: number;
  progress?: number;
  chunkOrder?: number;
  pushnames?: object[];
  conversations?: proto.IConversation[];
}

function historyMessage(history: History, session?: string): proto.IMessage {
  const whole = proto.HistorySync.fromObject({ conversations: [], ...history });
  return proto.Message.fromObject({
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType: history.syncType,
        initialHistBootstrapInlinePayload: deflateSync(proto.HistorySync.encode(whole).finish()),
        chunkOrder: history.chunkOrder ?? 1,
        progress: history.progress,
        peerDataRequestSessionId: session,
      },
    },
  });
}
