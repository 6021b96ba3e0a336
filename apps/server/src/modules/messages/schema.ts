import { z } from "zod";
import { pageQuery } from "../../kernel/paging.ts";
import { messageStatus, presentedMessage } from "./events.ts";

/** As long as WhatsApp lets a text be. */
export const messageText = z
  .string()
  .max(65_536)
  .refine((text) => text.trim() !== "", "is empty")
  .transform((text) => text.replaceAll("\0", "").toWellFormed());

/** Chosen by the client before it sends, so that sending again is safe. */
export const clientId = z.string().min(1).max(100);

export const sendTextBody = z.object({
  to: z.string().min(1).max(60).describe("A phone number, or the id of a chat."),
  text: messageText,
  clientId: clientId.optional().describe("The same call with the same id never sends twice."),
});

export const sessionMessagesQuery = pageQuery.extend({
  direction: z.enum(["incoming", "outgoing"]).optional(),
  status: messageStatus.exclude(["sending"]).optional(),
});

export const messageStory = presentedMessage.extend({
  story: z.array(z.object({ status: messageStatus, at: z.iso.datetime(), reason: z.string().optional() })),
});
