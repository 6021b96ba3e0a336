import { batchListener } from "../../kernel/module.ts";
import { messageCreated, messageReceived } from "../messages/events.ts";
import { findConversationsOf } from "./find-conversations.ts";
import { noteMessages } from "./note-messages.ts";

/** A person wrote: his conversation opens, or moves up and counts one more unread message. */
export const onMessageReceived = batchListener({
  name: "inbox.on-message-received",
  fact: messageReceived,
  runMany: noteMessages,
});

/**
 * We wrote. What a member sent from the inbox was noted there, and a campaign opens no conversation before it is
 * answered. The API's messages show in conversations that exist: a shop's thousand receipts are no work for the team.
 */
export const onMessageCreated = batchListener({
  name: "inbox.on-message-created",
  fact: messageCreated,
  when: ({ message }) => message.fromPhone || message.origin?.type === "api" || message.origin?.type === "test",
  runMany: async (ctx, noted) => {
    const existing = await findConversationsOf(
      ctx,
      noted.map(({ chat }) => chat.id),
    );
    await noteMessages(
      ctx,
      noted.filter(({ message, chat }) => message.fromPhone || existing.has(chat.id)),
    );
  },
});
