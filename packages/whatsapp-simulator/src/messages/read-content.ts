import { getContentType, normalizeMessageContent, proto, unpadRandomMax16 } from "baileys";
import type { MessageDetails } from "./message-details.ts";
import { readDetails } from "./read-details.ts";
import { wordsOf } from "./words-of.ts";

/** What a phone shows of a message. */
export interface ShownContent {
  kind: string;
  text: string;
}

/** What a phone keeps of a message: what it shows, and for all but a plain text the whole of it. */
export interface HeldContent extends ShownContent {
  details: MessageDetails | undefined;
  content: Uint8Array | undefined;
}

/** Decodes what Signal decrypted. */
export function decodePlaintext(plaintext: Buffer): proto.IMessage {
  return proto.Message.decode(unpadRandomMax16(plaintext));
}

/** The kind and the words of a message. */
export function readContent(message: proto.IMessage): ShownContent {
  const content = normalizeMessageContent(message) ?? message;
  const kind = getContentType(content) ?? "empty";
  return {
    kind: kind === "conversation" || kind === "extendedTextMessage" ? "text" : kind,
    text: wordsOf(content),
  };
}

/** What a phone keeps of a message. A plain text, the common case, is not kept twice. */
export function holdContent(message: proto.IMessage): HeldContent {
  const plain = plainText(message);
  if (plain !== undefined) return { kind: "text", text: plain, details: undefined, content: undefined };
  if (Object.keys(message).length === 0) return { ...EMPTY };
  const content = proto.Message.encode(message).finish();
  return { ...readContent(message), details: readDetails(message), content };
}

/** True for content that makes no bubble in a chat. */
export function isSilent(message: proto.IMessage): boolean {
  return SILENT.has(readContent(message).kind);
}

/** True for content that is about another message: an edit, a deletion, a reaction, a vote. */
export function isChange(message: proto.IMessage): boolean {
  if (plainText(message) !== undefined) return false;
  const content = normalizeMessageContent(message) ?? message;
  const { protocolMessage } = content;
  return Boolean(
    content.reactionMessage ||
      content.pollUpdateMessage ||
      content.pinInChatMessage ||
      (protocolMessage?.key?.id ?? "") !== "",
  );
}

/** The words of the common case, a text with nothing around it; it is looked at for every message. */
function plainText(message: proto.IMessage): string | undefined {
  if (message.conversation) return message.conversation;
  const { extendedTextMessage } = message;
  // A quote, a preview or a background is a field more.
  if (!extendedTextMessage?.text || Object.keys(extendedTextMessage).length > 1) return undefined;
  return extendedTextMessage.text;
}

/** What sink mode keeps of every message. */
const EMPTY: HeldContent = { kind: "empty", text: "", details: undefined, content: undefined };

const SILENT = new Set([
  "protocolMessage",
  "senderKeyDistributionMessage",
  "empty",
  "reactionMessage",
  "pollUpdateMessage",
  "pinInChatMessage",
]);
