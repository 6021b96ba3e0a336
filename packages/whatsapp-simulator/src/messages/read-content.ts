import { getContentType, normalizeMessageContent, proto, unpadRandomMax16 } from "baileys";

/** What a phone shows of a message. */
export interface ShownContent {
  kind: string;
  text: string;
}

/** Decodes what Signal decrypted. */
export function decodePlaintext(plaintext: Buffer): proto.IMessage {
  return proto.Message.decode(unpadRandomMax16(plaintext));
}

/** The kind and the words of a message. */
export function readContent(message: proto.IMessage): ShownContent {
  const content = normalizeMessageContent(message) ?? message;
  const kind = getContentType(content) ?? "empty";
  const words =
    content.conversation ??
    content.extendedTextMessage?.text ??
    content.imageMessage?.caption ??
    content.videoMessage?.caption ??
    content.documentMessage?.caption ??
    content.reactionMessage?.text ??
    "";
  return { kind: kind === "conversation" || kind === "extendedTextMessage" ? "text" : kind, text: words };
}

/** True for content that makes no bubble in a chat. */
export function isSilent(message: proto.IMessage): boolean {
  const kind = readContent(message).kind;
  return kind === "protocolMessage" || kind === "senderKeyDistributionMessage" || kind === "empty";
}
