import { proto } from "baileys";
import { mediaOf } from "../../hosted/media-content.ts";
import type { StoredMessage } from "../../messages/message-book.ts";
import type { Waha } from "../waha.ts";
import type { WahaSession } from "../waha-objects.ts";
import { chatIdOf, chatIdOfPeer } from "./chat-ids.ts";

const ACKS: Record<string, readonly [number, string]> = {
  sent: [1, "SERVER"],
  received: [2, "DEVICE"],
  unconfirmed: [1, "SERVER"],
  delivered: [2, "DEVICE"],
  read: [3, "READ"],
  played: [4, "PLAYED"],
};

/** The number and the name of how far a message is. */
export function ackOf(status: string): { ack: number; ackName: string } {
  const [ack, ackName] = ACKS[status] ?? [0, "PENDING"];
  return { ack, ackName };
}

/** The id of a message: whose it is, the chat, the phones' own id, and in a group who wrote it. */
export function messageIdOf(waha: Waha, held: Pick<StoredMessage, "direction" | "peer" | "id" | "author">): string {
  const participant = held.peer.includes("@") && held.author ? `_${chatIdOfPeer(waha, held.author)}` : "";
  return `${held.direction === "out"}_${chatIdOfPeer(waha, held.peer)}_${held.id}${participant}`;
}

/** A message as the API tells of it. */
export function waMessage(waha: Waha, session: WahaSession, held: StoredMessage): Record<string, unknown> {
  const chat = chatIdOfPeer(waha, held.peer);
  const isGroup = held.peer.includes("@");
  const fromMe = held.direction === "out";
  const author = waha.network.directory.find(held.author ?? "");
  const details = held.details ?? {};
  const media = held.kind.endsWith("Message") && details.media ? showMedia(session, held) : null;
  return {
    id: messageIdOf(waha, held),
    timestamp: Math.floor(held.at / 1000),
    from: chat,
    fromMe,
    source: fromMe ? "api" : "app",
    to: fromMe ? chat : (meId(waha, session) ?? chat),
    participant: isGroup && author ? chatIdOf(waha, author) : null,
    body: held.text,
    hasMedia: media !== null,
    media,
    mediaUrl: media?.url,
    ...ackOf(held.status),
    author: isGroup && author ? chatIdOf(waha, author) : null,
    location: details.location ? { ...details.location, name: held.text || null, address: null } : null,
    vCards: (details.contacts ?? []).map((contact) => contact.vcard),
    replyTo: details.quoted ? { id: details.quoted.id, participant: null, body: details.quoted.text } : null,
    _data: {
      key: { remoteJid: chat.replace("@c.us", "@s.whatsapp.net"), fromMe, id: held.id },
      messageTimestamp: Math.floor(held.at / 1000),
      pushName: author?.name,
    },
  };
}

function showMedia(
  session: WahaSession,
  held: StoredMessage,
): { url: string; mimetype: string; filename: string | null; s3: null; error: null } {
  const mimetype = held.details?.media?.mimetype ?? "application/octet-stream";
  const extension = /^\w+\/([\w-]+)/.exec(mimetype)?.[1] ?? "bin";
  return {
    url: `${session.origin}/api/files/${session.name}/${held.seq}.${extension}`,
    mimetype,
    filename: held.details?.media?.fileName ?? null,
    s3: null,
    error: null,
  };
}

/** The bytes of the file in a message. */
export function bytesIn(waha: Waha, held: StoredMessage): Buffer | undefined {
  const content = waha.network.book.contentOf(held.seq);
  return content && mediaOf(waha.network, proto.Message.decode(content))?.bytes;
}

function meId(waha: Waha, session: WahaSession): string | undefined {
  const user = waha.network.directory.find(session.phone ?? "");
  return user && chatIdOf(waha, user);
}
