import { normalizeMessageContent, type proto } from "baileys";
import type { MessageDetails } from "./message-details.ts";
import { wordsOf } from "./words-of.ts";

const MEDIA = ["image", "video", "audio", "document", "sticker"] as const;

/** A file in a message, with what opens it. */
export interface MediaPart {
  kind: (typeof MEDIA)[number];
  part: proto.Message.IImageMessage &
    Pick<proto.Message.IDocumentMessage, "fileName"> &
    Pick<proto.Message.IAudioMessage, "seconds" | "ptt">;
}

/** The file in a message, if there is one. */
export function mediaIn(message: proto.IMessage): MediaPart | undefined {
  const content = normalizeMessageContent(message) ?? message;
  if (content.ptvMessage) return { kind: "video", part: content.ptvMessage };
  for (const kind of MEDIA) {
    const part = content[`${kind}Message`];
    if (part) return { kind, part };
  }
  return undefined;
}

/** Reads what a phone shows beside the words; undefined when there is nothing. */
export function readDetails(message: proto.IMessage): MessageDetails | undefined {
  const content = normalizeMessageContent(message) ?? message;
  const details: MessageDetails = {};
  const media = mediaIn(content);
  if (media) {
    const { mimetype, fileLength, fileName, seconds, ptt } = media.part;
    details.media = { kind: media.kind, mimetype: mimetype ?? "", bytes: Number(fileLength ?? 0) };
    if (fileName) details.media.fileName = fileName;
    if (seconds) details.media.seconds = seconds;
    if (ptt) details.media.voice = true;
  }
  readContext(content, details);
  const isViewOnce = message.viewOnceMessage ?? message.viewOnceMessageV2 ?? message.viewOnceMessageV2Extension;
  if (isViewOnce || content.imageMessage?.viewOnce || content.videoMessage?.viewOnce || content.audioMessage?.viewOnce)
    details.viewOnce = true;
  const place = content.locationMessage ?? content.liveLocationMessage;
  if (place)
    details.location = {
      latitude: place.degreesLatitude ?? 0,
      longitude: place.degreesLongitude ?? 0,
      live: Boolean(content.liveLocationMessage),
    };
  const cards = content.contactMessage ? [content.contactMessage] : content.contactsArrayMessage?.contacts;
  if (cards) details.contacts = cards.map((card) => ({ name: card.displayName ?? "", vcard: card.vcard ?? "" }));
  const poll = content.pollCreationMessage ?? content.pollCreationMessageV2 ?? content.pollCreationMessageV3;
  if (poll)
    details.poll = {
      options: (poll.options ?? []).map((option) => option.optionName ?? ""),
      selectable: poll.selectableOptionsCount ?? 0,
    };
  const chosen =
    content.buttonsResponseMessage?.selectedButtonId ??
    content.templateButtonReplyMessage?.selectedId ??
    content.listResponseMessage?.singleSelectReply?.selectedRowId;
  if (chosen) details.chosen = chosen;
  return Object.keys(details).length > 0 ? details : undefined;
}

function readContext(content: proto.IMessage, details: MessageDetails): void {
  for (const part of Object.values(content)) {
    const context: proto.IContextInfo | undefined =
      typeof part === "object" && part !== null && "contextInfo" in part ? part.contextInfo : undefined;
    if (!context) continue;
    if (context.stanzaId && context.quotedMessage)
      details.quoted = {
        id: context.stanzaId,
        text: wordsOf(normalizeMessageContent(context.quotedMessage) ?? context.quotedMessage),
      };
    if (context.mentionedJid?.length) details.mentions = context.mentionedJid;
    if (context.expiration) details.expiresAfter = context.expiration;
  }
}
