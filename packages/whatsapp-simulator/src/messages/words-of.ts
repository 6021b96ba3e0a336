import type { proto } from "baileys";

/** The words in a message, wherever its kind keeps them; without those of a message around it. */
export function wordsOf(content: proto.IMessage): string {
  const poll = content.pollCreationMessage ?? content.pollCreationMessageV2 ?? content.pollCreationMessageV3;
  return (
    content.conversation ??
    content.extendedTextMessage?.text ??
    content.imageMessage?.caption ??
    content.videoMessage?.caption ??
    content.documentMessage?.caption ??
    content.reactionMessage?.text ??
    content.locationMessage?.name ??
    content.liveLocationMessage?.caption ??
    content.contactMessage?.displayName ??
    content.contactsArrayMessage?.displayName ??
    poll?.name ??
    content.buttonsMessage?.contentText ??
    content.buttonsResponseMessage?.selectedDisplayText ??
    content.listMessage?.description ??
    content.listResponseMessage?.title ??
    content.templateButtonReplyMessage?.selectedDisplayText ??
    content.interactiveMessage?.body?.text ??
    content.groupInviteMessage?.caption ??
    content.eventMessage?.name ??
    ""
  );
}
