import { z } from "zod";
import { fact } from "../../kernel/fact.ts";
import { presentedMessage } from "../messages/events.ts";

/** A conversation as the API and the socket show it. */
export const presentedConversation = z.object({
  id: z.uuid(),
  chatId: z.uuid(),
  sessionId: z.uuid(),
  kind: z.enum(["person", "group"]),
  contactId: z.uuid().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  status: z.enum(["open", "closed"]),
  statusAt: z.iso.datetime(),
  assigneeId: z.uuid().nullable().describe("The member whose conversation it is."),
  assignedAt: z.iso.datetime().nullable(),
  unreadCount: z.number().int(),
  lastMessage: presentedMessage.nullable(),
  lastMessageId: z.uuid().describe("Lists are in the order of this, newest first."),
  createdAt: z.iso.datetime(),
});
export type PresentedConversation = z.infer<typeof presentedConversation>;

/** Anything that a list of conversations shows has changed; a new conversation comes this way as well. */
export const conversationUpdated = fact("conversation.updated", z.object({ conversation: presentedConversation }));
