import { proto } from "baileys";
import { readContent } from "../../messages/read-content.ts";
import type { User } from "../../people/user.ts";
import { chatIdOf, chatIdOfPeer } from "../messages/chat-ids.ts";
import { messageIdOf } from "../messages/wa-message.ts";
import type { Waha } from "../waha.ts";

const { Type } = proto.Message.ProtocolMessage;

interface Change {
  /** Whose phone shows it. */
  owner: User;
  peer: string;
  author: User;
  id: string;
  message: proto.IMessage;
}

/** The event for a message about another one; undefined for a message of its own. */
export function changeEvent(waha: Waha, change: Change): { event: string; payload: object } | undefined {
  const { reactionMessage, protocolMessage, pollUpdateMessage } = change.message;
  const target = (id: string | null | undefined) => targetId(waha, change, id ?? "");
  const common = commonOf(waha, change);
  if (reactionMessage) {
    const reaction = { text: reactionMessage.text ?? "", messageId: target(reactionMessage.key?.id) };
    return { event: "message.reaction", payload: { ...common, reaction } };
  }
  if (protocolMessage?.type === Type.MESSAGE_EDIT && protocolMessage.editedMessage) {
    const body = readContent(protocolMessage.editedMessage).text;
    return { event: "message.edited", payload: { ...common, body, editedMessageId: protocolMessage.key?.id } };
  }
  if (protocolMessage?.type === Type.REVOKE) {
    const after = { ...common, body: "" };
    return { event: "message.revoked", payload: { after, before: null, revokedMessageId: protocolMessage.key?.id } };
  }
  if (pollUpdateMessage) {
    const id = pollUpdateMessage.pollCreationMessageKey?.id ?? "";
    const poll = waha.network.book.findInChat(change.owner.phone, change.peer, id);
    const selectedOptions = poll?.details?.votes?.[change.author.phone] ?? [];
    const chat = chatIdOfPeer(waha, change.peer);
    const about = { id: target(id), to: chat, from: chat, fromMe: poll?.direction === "out" };
    return { event: "poll.vote", payload: { vote: { ...common, selectedOptions }, poll: about } };
  }
  return undefined;
}

function commonOf(waha: Waha, { owner, peer, author, id }: Change): Record<string, unknown> {
  const chat = chatIdOfPeer(waha, peer);
  const fromMe = author === owner;
  const participant = peer.includes("@") ? chatIdOf(waha, author) : null;
  return {
    id: `${fromMe}_${chat}_${id}${participant === null ? "" : `_${participant}`}`,
    timestamp: Math.floor(waha.network.clock.now() / 1000),
    from: chat,
    to: fromMe ? chat : chatIdOf(waha, owner),
    fromMe,
    source: "app",
    participant,
  };
}

function targetId(waha: Waha, { owner, peer }: Change, id: string): string {
  const held = waha.network.book.findInChat(owner.phone, peer, id);
  return held ? messageIdOf(waha, held) : id;
}
