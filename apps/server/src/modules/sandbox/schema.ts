import { z } from "zod";

/** A message as the phone that was asked holds it: `incoming` is what its holder received. */
export const heldMessage = z.object({
  id: z.string(),
  direction: z.enum(["incoming", "outgoing"]),
  type: z.string(),
  text: z.string(),
  status: z.enum(["sent", "delivered", "read"]),
  at: z.iso.datetime(),
});

/** Somebody who chats with the session, or was made for it. */
export const customer = z.object({
  phone: z.string(),
  name: z.string(),
  unread: z.number().int().describe("Messages of the session that this customer has not read."),
  lastMessage: heldMessage.nullable().describe("As the session's own phone holds it."),
});

export const virtualPhone = z.object({
  phone: z.string().nullable().describe("E.164; null until the first scan."),
  name: z.string(),
  linkedDevices: z.array(z.object({ pairedAt: z.iso.datetime(), connected: z.boolean() })),
});

export const phoneNumber = z.string().trim().min(5).max(30);
export const messageText = z.string().trim().min(1).max(4_096);
