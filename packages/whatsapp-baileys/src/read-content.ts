import type { Content } from "@balas/whatsapp";
import { normalizeMessageContent, type proto } from "baileys";

export interface ReadContent {
  content: Content;
  quotedWaId?: string;
}

/** Names of what is not handled yet, where WhatsApp's own name would not say it. */
const KINDS: Record<string, string> = {
  ptvMessage: "video_note",
  contactsArrayMessage: "contacts",
  liveLocationMessage: "live_location",
  pollCreationMessage: "poll",
  pollCreationMessageV2: "poll",
  pollCreationMessageV3: "poll",
  pollUpdateMessage: "poll_vote",
  encReactionMessage: "reaction",
  pinInChatMessage: "pin",
  groupInviteMessage: "group_invite",
  albumMessage: "album",
};

/** Parts that carry keys or hints and say nothing to a person. */
const SILENT = new Set([
  "messageContextInfo",
  "senderKeyDistributionMessage",
  "keepInChatMessage",
  "placeholderMessage",
]);

/** Reads what a person wrote; undefined for messages among devices, which no chat shows. */
export function readContent(message: proto.IMessage): ReadContent | undefined {
  const inner = normalizeMessageContent(message.deviceSentMessage?.message ?? message);
  if (!inner) return undefined;
  if (message.viewOnceMessage || message.viewOnceMessageV2 || message.viewOnceMessageV2Extension) {
    return { content: { type: "unsupported", kind: "view_once" } };
  }
  const text = readText(inner);
  if (text) return text;
  if (inner.protocolMessage) return readProtocol(inner.protocolMessage);
  if (inner.audioMessage)
    return withQuote({ type: "unsupported", kind: inner.audioMessage.ptt ? "voice" : "audio" }, inner.audioMessage);
  const [name, part] = Object.entries(inner).find(([key, value]) => value && !SILENT.has(key)) ?? [];
  if (!name) return undefined;
  return withQuote({ type: "unsupported", kind: KINDS[name] ?? kindOf(name) }, part);
}

/** Text, and the label of a button or list row that was tapped, which is what the person said. */
function readText(message: proto.IMessage): ReadContent | undefined {
  const { extendedTextMessage, buttonsResponseMessage, listResponseMessage, templateButtonReplyMessage } = message;
  if (message.conversation) return { content: { type: "text", text: message.conversation } };
  if (extendedTextMessage?.text)
    return withQuote({ type: "text", text: extendedTextMessage.text }, extendedTextMessage);
  const [label, source] = buttonsResponseMessage
    ? [buttonsResponseMessage.selectedDisplayText, buttonsResponseMessage]
    : listResponseMessage
      ? [listResponseMessage.title, listResponseMessage]
      : [templateButtonReplyMessage?.selectedDisplayText, templateButtonReplyMessage];
  return label ? withQuote({ type: "text", text: label }, source) : undefined;
}

/** Of the messages that steer a chat, people see two: a message taken back and one that was edited. */
function readProtocol(message: proto.Message.IProtocolMessage): ReadContent | undefined {
  // 0 and 14 in WhatsApp's own numbering; the library's enum would have to be loaded for them alone.
  if (message.type === 0) return { content: { type: "unsupported", kind: "deleted" } };
  if (message.type === 14) return { content: { type: "unsupported", kind: "edited" } };
  return undefined;
}

function withQuote(content: Content, part: unknown): ReadContent {
  const quotedWaId = quotedIdOf(part);
  return quotedWaId ? { content, quotedWaId } : { content };
}

function quotedIdOf(part: unknown): string | undefined {
  if (typeof part !== "object" || part === null || !("contextInfo" in part)) return undefined;
  const { contextInfo } = part;
  if (typeof contextInfo !== "object" || contextInfo === null || !("stanzaId" in contextInfo)) return undefined;
  return typeof contextInfo.stanzaId === "string" && contextInfo.stanzaId ? contextInfo.stanzaId : undefined;
}

/** "stickerPackMessage" becomes "sticker_pack". */
function kindOf(name: string): string {
  return name.replace(/(Message)?(V\d)?$/, "").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
