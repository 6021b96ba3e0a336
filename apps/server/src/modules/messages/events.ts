import { z } from "zod";
import { fact } from "../../kernel/fact.ts";

export const messageStatus = z.enum([
  "received",
  "queued",
  "sending",
  "sent",
  "delivered",
  "read",
  "failed",
  "cancelled",
]);
export type MessageStatus = z.infer<typeof messageStatus>;

/** Who had a message sent, beside the member: a campaign names its recipient by `id`. */
export const messageOrigin = z.object({
  type: z.enum(["campaign", "api", "inbox", "test"]),
  id: z.string().optional(),
});
export type MessageOrigin = z.infer<typeof messageOrigin>;

/** A message as the API, the socket and webhooks show it. */
export const presentedMessage = z.object({
  id: z.uuid(),
  chatId: z.uuid(),
  sessionId: z.uuid(),
  direction: z.enum(["incoming", "outgoing"]),
  fromPhone: z.boolean().describe("Typed by the owner on the phone itself."),
  contactId: z.uuid().nullable(),
  text: z.string().nullable(),
  type: z.enum(["text", "unsupported"]),
  unsupportedKind: z.string().optional().describe("What an unsupported message is, for example `image`."),
  senderName: z.string().optional().describe("The author, in a group."),
  status: messageStatus,
  reason: z.string().optional().describe("Code of why it failed or was cancelled."),
  clientId: z.string().optional(),
  origin: messageOrigin.optional(),
  createdBy: z.uuid().optional().describe("The member who wrote it."),
  at: z.iso.datetime(),
  sentAt: z.iso.datetime().optional(),
  deliveredAt: z.iso.datetime().optional(),
  readAt: z.iso.datetime().optional(),
});
export type PresentedMessage = z.infer<typeof presentedMessage>;

/** The thread a message belongs to. */
export const chatSummary = z.object({
  id: z.uuid(),
  sessionId: z.uuid(),
  kind: z.enum(["person", "group", "newsletter", "status"]),
  contactId: z.uuid().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
});
export type ChatSummary = z.infer<typeof chatSummary>;

const messageInChat = z.object({ message: presentedMessage, chat: chatSummary });

/** A person wrote. */
export const messageReceived = fact("message.received", messageInChat);

/** We wrote: from the inbox, a campaign, the API, or the owner on the phone itself. */
export const messageCreated = fact("message.created", messageInChat);

/** A message of ours went on; the status only moves forward, except that a retry queues a failed one again. */
export const messageStatusChanged = fact(
  "message.status_changed",
  z.object({
    messageId: z.uuid(),
    chatId: z.uuid(),
    sessionId: z.uuid(),
    status: messageStatus,
    reason: z.string().optional(),
    at: z.iso.datetime(),
    origin: messageOrigin.optional(),
  }),
);
