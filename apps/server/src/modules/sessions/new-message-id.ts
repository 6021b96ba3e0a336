import { randomBytes } from "node:crypto";

/** A message id of our own choosing, in the form that WhatsApp's linked devices use; a resend repeats it. */
export function newMessageId(): string {
  return `3EB0${randomBytes(9).toString("hex").toUpperCase()}`;
}
