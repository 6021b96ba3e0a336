import { randomBytes } from "node:crypto";
import { proto } from "baileys";
import { sealMedia } from "../media/media-crypto.ts";
import type { Network } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import { jidOf, type User } from "../people/user.ts";
import type { StoredMessage } from "./message-book.ts";
import { sealVote } from "./poll-votes.ts";
import type { Wish } from "./wish.ts";

const { Type } = proto.Message.ProtocolMessage;

/** The chat in which something is written, seen from its author. */
export interface Place {
  author: User;
  /** A phone or a group. */
  peer: string;
  jid: string;
  server: "pn" | "lid";
}

/** Makes the message that a phone would make of a wish; refuses what is about a message that is not there. */
export function composeMessage(network: Network, place: Place, wish: Wish): proto.IMessage {
  if (isPlain(wish)) return proto.Message.fromObject({ conversation: wish.text });
  const content = contentOf(network, place, wish);
  const context = contextOf(network, place, wish);
  for (const part of Object.values(content))
    if (context && typeof part === "object" && part !== null) Object.assign(part, { contextInfo: context });
  const message = proto.Message.fromObject(content);
  if (wish.poll) message.messageContextInfo = { messageSecret: randomBytes(32) };
  return wish.viewOnce ? proto.Message.fromObject({ viewOnceMessageV2: { message } }) : message;
}

function isPlain({ text, quoted, expiresAfter, mentions }: Wish): boolean {
  return text !== undefined && quoted === undefined && expiresAfter === undefined && mentions === undefined;
}

function contentOf(network: Network, place: Place, wish: Wish): Record<string, unknown> {
  const { text, location, contact, poll, raw } = wish;
  if (text !== undefined) return { extendedTextMessage: { text } };
  if (wish.media) return mediaContent(network, wish, wish.media);
  if (location) {
    const where = { degreesLatitude: location.latitude, degreesLongitude: location.longitude };
    return location.live
      ? { liveLocationMessage: { ...where, caption: location.name, sequenceNumber: Date.now() } }
      : { locationMessage: { ...where, name: location.name } };
  }
  if (contact) return { contactMessage: { displayName: contact.name, vcard: vcardOf(contact) } };
  if (poll) {
    const options = poll.options.map((optionName) => ({ optionName }));
    const content = { name: poll.name, options, selectableOptionsCount: poll.selectable };
    return poll.selectable === 1 ? { pollCreationMessageV3: content } : { pollCreationMessage: content };
  }
  if (raw) return { ...raw };
  return changeContent(network, place, wish);
}

function changeContent(network: Network, place: Place, wish: Wish): Record<string, unknown> {
  const senderTimestampMs = Date.now();
  if (wish.react) {
    const key = keyOf(network, place, wish.react.id);
    return { reactionMessage: { key, text: wish.react.emoji, senderTimestampMs } };
  }
  if (wish.edit) {
    const key = keyOf(network, place, wish.edit.id);
    const editedMessage = { conversation: wish.edit.text };
    return { protocolMessage: { key, type: Type.MESSAGE_EDIT, editedMessage, timestampMs: senderTimestampMs } };
  }
  if (wish.revoke !== undefined)
    return { protocolMessage: { key: keyOf(network, place, wish.revoke), type: Type.REVOKE } };
  if (wish.vote) {
    const poll = find(network, place, wish.vote.id);
    const vote = sealVote(network, poll, place.author, wish.vote.options, place.server);
    if (!vote) throw refusal(409, "not_a_poll", `${wish.vote.id} is no poll`);
    return { pollUpdateMessage: { pollCreationMessageKey: keyFor(network, place, poll), vote, senderTimestampMs } };
  }
  throw refusal(400, "missing", "there is nothing to send");
}

function mediaContent(
  network: Network,
  wish: Wish,
  { kind, bytes, mimetype, caption, fileName, seconds, voice }: NonNullable<Wish["media"]>,
): Record<string, unknown> {
  const { file, mediaKey, fileSha256, fileEncSha256, fileLength } = sealMedia(kind, bytes);
  const { url, directPath } = network.media.keep(kind === "sticker" ? "image" : kind, file);
  const part = {
    url,
    directPath,
    mimetype,
    mediaKey,
    fileSha256,
    fileEncSha256,
    fileLength,
    mediaKeyTimestamp: Math.floor(Date.now() / 1000),
    caption,
    fileName,
    title: fileName,
    seconds,
    ptt: voice,
    viewOnce: wish.viewOnce,
  };
  return { [`${kind}Message`]: part };
}

function contextOf(network: Network, place: Place, wish: Wish): proto.IContextInfo | undefined {
  const context: proto.IContextInfo = {};
  if (wish.quoted !== undefined) {
    const quoted = find(network, place, wish.quoted);
    const author = network.directory.find(quoted.author ?? "") ?? place.author;
    const content = network.book.contentOf(quoted.seq);
    context.stanzaId = quoted.id;
    context.participant = jidOf(author, place.server);
    context.quotedMessage = content
      ? proto.Message.decode(content)
      : proto.Message.fromObject({ conversation: quoted.text });
  }
  if (wish.expiresAfter !== undefined) context.expiration = wish.expiresAfter;
  if (wish.mentions)
    context.mentionedJid = wish.mentions.flatMap((phone) => {
      const user = network.directory.reach(phone);
      return user ? [jidOf(user, place.server)] : [];
    });
  return Object.keys(context).length > 0 ? context : undefined;
}

function find(network: Network, { author, peer }: Place, id: string): StoredMessage {
  const found = network.book.findInChat(author.phone, peer, id);
  if (!found) throw refusal(404, "no_such_message", `${author.phone} has no message ${id} in this chat`);
  return found;
}

function keyOf(network: Network, place: Place, id: string): proto.IMessageKey {
  return keyFor(network, place, find(network, place, id));
}

function keyFor(network: Network, place: Place, target: StoredMessage): proto.IMessageKey {
  const fromMe = target.author === place.author.phone;
  const writer = network.directory.find(target.author ?? "");
  const isGroup = place.jid.endsWith("@g.us");
  return {
    remoteJid: place.jid,
    fromMe,
    id: target.id,
    ...(isGroup && writer && !fromMe ? { participant: jidOf(writer, place.server) } : {}),
  };
}

function vcardOf({ name, phone }: { name: string; phone: string }): string {
  return `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL;type=CELL;type=VOICE;waid=${phone}:+${phone}\nEND:VCARD`;
}
