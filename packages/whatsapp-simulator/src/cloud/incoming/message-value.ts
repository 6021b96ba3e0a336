import { getContentType, normalizeMessageContent, proto } from "baileys";
import { mediaOf } from "../../hosted/media-content.ts";
import type { Cloud } from "../cloud.ts";
import type { CloudNumber } from "../cloud-objects.ts";
import { keepMedia } from "../media/media-files.ts";
import { contactFromVcard } from "../send/vcard.ts";

const MEDIA = ["imageMessage", "videoMessage", "audioMessage", "documentMessage", "stickerMessage"];
const UNSUPPORTED = {
  type: "unsupported",
  errors: [
    {
      code: 131051,
      title: "Message type unknown",
      message: "Message type unknown",
      error_data: { details: "Message type is currently not supported." },
    },
  ],
};

/** What the platform tells of a message that reached a number: its type and the part of that name. */
export function messageValue(
  cloud: Cloud,
  number: CloudNumber,
  message: proto.IMessage,
  peer: string,
): { type: string } & Record<string, unknown> {
  const content = normalizeMessageContent(message) ?? message;
  const kind = getContentType(content) ?? "";
  const words = content.conversation ?? content.extendedTextMessage?.text;
  if (words !== undefined && words !== null) return { type: "text", text: { body: words } };
  if (MEDIA.includes(kind)) return mediaValue(cloud, number, content);
  if (content.locationMessage) return { type: "location", location: placeOf(content.locationMessage) };
  if (content.contactMessage || content.contactsArrayMessage) return { type: "contacts", contacts: cardsOf(content) };
  if (content.reactionMessage) return { type: "reaction", reaction: reactionOf(cloud, number, content, peer) };
  const tapped = tappedIn(content);
  if (tapped) return tapped;
  return { ...UNSUPPORTED, unsupported: { type: kind.replace(/Message.*$/, "") || "unknown" } };
}

function mediaValue(
  cloud: Cloud,
  number: CloudNumber,
  content: proto.IMessage,
): { type: string } & Record<string, unknown> {
  const shown = mediaOf(cloud.network, content);
  if (!shown) return { ...UNSUPPORTED, errors: [{ code: 131052, title: "Media download error" }] };
  const { kind, bytes, mimetype, caption, fileName, voice } = shown;
  const kept = keepMedia(cloud, { wabaId: number.wabaId, type: mimetype, name: fileName ?? null, bytes, days: 7 });
  const part = {
    ...(caption ? { caption } : {}),
    ...(kind === "document" ? { filename: fileName ?? "file" } : {}),
    mime_type: mimetype,
    sha256: Buffer.from(kept.sha256, "hex").toString("base64"),
    id: kept.id,
    ...(kind === "audio" ? { voice: voice ?? false } : {}),
    ...(kind === "sticker" ? { animated: content.stickerMessage?.isAnimated ?? false } : {}),
  };
  return { type: kind, [kind]: part };
}

function placeOf(location: proto.Message.ILocationMessage): object {
  return {
    latitude: location.degreesLatitude,
    longitude: location.degreesLongitude,
    ...(location.name ? { name: location.name } : {}),
    ...(location.address ? { address: location.address } : {}),
    ...(location.url ? { url: location.url } : {}),
  };
}

function cardsOf(content: proto.IMessage): object[] {
  const cards = content.contactMessage ? [content.contactMessage] : (content.contactsArrayMessage?.contacts ?? []);
  return cards.map((card) => contactFromVcard(card.vcard ?? "", card.displayName ?? ""));
}

function reactionOf(cloud: Cloud, number: CloudNumber, content: proto.IMessage, peer: string): object {
  const { key, text } = content.reactionMessage ?? {};
  const target = cloud.messages.findNative(number.id, peer, key?.id ?? "");
  return { message_id: target?.wamid ?? key?.id ?? "", ...(text ? { emoji: text } : {}) };
}

function tappedIn(content: proto.IMessage): ({ type: string } & Record<string, unknown>) | undefined {
  const { buttonsResponseMessage: button, listResponseMessage: list, templateButtonReplyMessage: quick } = content;
  if (button) {
    const reply = { id: button.selectedButtonId ?? "", title: button.selectedDisplayText ?? "" };
    return { type: "interactive", interactive: { type: "button_reply", button_reply: reply } };
  }
  if (list) {
    const reply = {
      id: list.singleSelectReply?.selectedRowId ?? "",
      title: list.title ?? "",
      ...(list.description ? { description: list.description } : {}),
    };
    return { type: "interactive", interactive: { type: "list_reply", list_reply: reply } };
  }
  if (quick)
    return { type: "button", button: { payload: quick.selectedId ?? "", text: quick.selectedDisplayText ?? "" } };
  const flow = content.interactiveResponseMessage?.nativeFlowResponseMessage;
  if (!flow) return undefined;
  const reply = { name: flow.name ?? "flow", body: "Sent", response_json: flow.paramsJson ?? "{}" };
  return { type: "interactive", interactive: { type: "nfm_reply", nfm_reply: reply } };
}

/** The message that a message answers, as the phones name it. */
export function quotedIn(message: proto.IMessage): string | undefined {
  const content = normalizeMessageContent(message) ?? message;
  for (const part of Object.values(content))
    if (typeof part === "object" && part !== null && "contextInfo" in part) {
      const id: unknown = proto.ContextInfo.fromObject(part.contextInfo ?? {}).stanzaId;
      if (typeof id === "string" && id !== "") return id;
    }
  return undefined;
}
