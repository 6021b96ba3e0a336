import { z } from "zod";
import { fact } from "../../kernel/fact.ts";

const wish = z.object({
  contactId: z.uuid(),
  at: z.iso.datetime(),
  source: z.enum(["message", "member", "api"]),
  messageId: z.uuid().nullable(),
});

/** A person wants no more messages. */
export const contactOptedOut = fact("contact.opted_out", wish);
/** A person wants messages again. */
export const contactOptedIn = fact("contact.opted_in", wish);
