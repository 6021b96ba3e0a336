import { normalizeMessageContent, proto } from "baileys";
import type { Network } from "../network/network.ts";
import type { User } from "../people/user.ts";
import type { StoredMessage } from "./message-book.ts";
import type { MessageDetails } from "./message-details.ts";
import { readVote } from "./poll-votes.ts";
import { readContent } from "./read-content.ts";

const { Type } = proto.Message.ProtocolMessage;
const PIN = 1;

interface Change {
  /** Whose phone shows it. */
  owner: string;
  /** The chat it is in. */
  peer: string;
  author: User;
  message: proto.IMessage;
}

/** A message about another message arrived: the phone shows that one as it is now. */
export function applyChange(network: Network, { owner, peer, author, message }: Change): void {
  const content = normalizeMessageContent(message) ?? message;
  const target = findTarget(network, owner, peer, content);
  const next = target && changed(network, target, author, content);
  if (target && next) network.book.amend(target.seq, next);
  else network.events.note("change.refused", { owner, peer, author: author.phone, kind: readContent(message).kind });
}

function findTarget(
  network: Network,
  owner: string,
  peer: string,
  { reactionMessage, pollUpdateMessage, pinInChatMessage, protocolMessage }: proto.IMessage,
): StoredMessage | undefined {
  const key =
    reactionMessage?.key ?? pollUpdateMessage?.pollCreationMessageKey ?? pinInChatMessage?.key ?? protocolMessage?.key;
  return key?.id ? network.book.findInChat(owner, peer, key.id) : undefined;
}

function changed(
  network: Network,
  target: StoredMessage,
  author: User,
  { reactionMessage, pollUpdateMessage, pinInChatMessage, protocolMessage }: proto.IMessage,
): { text?: string; kind?: string; details: MessageDetails } | undefined {
  const details = { ...target.details };
  if (reactionMessage) {
    const { [author.phone]: _, ...others } = details.reactions ?? {};
    const emoji = reactionMessage.text ?? "";
    return { details: { ...details, reactions: emoji === "" ? others : { ...others, [author.phone]: emoji } } };
  }
  if (pollUpdateMessage) {
    const chosen = readVote(network, target, author, pollUpdateMessage);
    return chosen && { details: { ...details, votes: { ...details.votes, [author.phone]: chosen } } };
  }
  if (pinInChatMessage) return { details: { ...details, pinned: pinInChatMessage.type === PIN } };
  const isAuthor = target.author === author.phone;
  if (protocolMessage?.type === Type.REVOKE && (isAuthor || network.groups.isAdmin(target.peer, author.phone)))
    return { text: "", kind: "revoked", details: { revoked: true } };
  if (protocolMessage?.type === Type.MESSAGE_EDIT && isAuthor && protocolMessage.editedMessage)
    return { text: readContent(protocolMessage.editedMessage).text, details: { ...details, edited: true } };
  return undefined;
}
