import { normalizeMessageContent, proto } from "baileys";
import { mediaIn } from "./read-details.ts";

const { Type } = proto.Message.ProtocolMessage;

/** What the envelope of a message says about its content, which the server cannot read. */
export function stanzaKind(message: proto.IMessage): { type: string; edit?: string; mediatype?: string } {
  const content = normalizeMessageContent(message.deviceSentMessage?.message ?? message) ?? message;
  if (content.conversation) return { type: "text" };
  if (content.reactionMessage) return { type: "reaction" };
  if (content.protocolMessage?.type === Type.REVOKE) return { type: "text", edit: "7" };
  if (content.protocolMessage?.type === Type.MESSAGE_EDIT) return { type: "text", edit: "1" };
  if (content.pollUpdateMessage || content.pollCreationMessage || content.pollCreationMessageV3)
    return { type: "poll" };
  const media = mediaIn(content);
  if (media) return { type: "media", mediatype: media.part.ptt ? "ptt" : media.kind };
  if (content.contactMessage) return { type: "media", mediatype: "vcard" };
  if (content.liveLocationMessage) return { type: "media", mediatype: "livelocation" };
  if (content.listMessage) return { type: "media", mediatype: "list" };
  return { type: "text" };
}
