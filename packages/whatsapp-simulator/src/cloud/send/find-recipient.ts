import { phoneDigits } from "../../people/user.ts";
import { GraphError } from "../graph-error.ts";
import { businessOf } from "../people/contact-of.ts";
import { phoneOfUserId } from "../people/user-id.ts";
import { missing, wrongValue } from "./parameters.ts";
import type { Sending } from "./sending.ts";

/** Whom a message is for. */
export interface Recipient {
  phone: string;
  /** What the sender wrote. */
  input: string;
  /** The business-scoped id, when it was written by that alone. */
  userId: string | null;
}

/** Who is meant by `to`, a phone number, or by `recipient`, a business-scoped id; the number wins. */
export function findRecipient({ cloud, number, input }: Sending): Recipient {
  const { recipient_type: type = "individual" } = input;
  if (type === "group") throw new GraphError(3, "Groups need an official business account.");
  if (type !== "individual") throw wrongValue("Param recipient_type must be individual or group.");
  if (input.to !== undefined && input.to !== null && input.to !== "") {
    if (typeof input.to !== "string" && typeof input.to !== "number")
      throw new GraphError(100, "Param to must be a string.");
    const written = String(input.to);
    const phone = phoneDigits(written);
    if (phone === undefined) throw wrongValue(`Param to is not a valid phone number: ${written.slice(0, 40)}`);
    return { phone, input: written, userId: null };
  }
  if (input.recipient === undefined || input.recipient === null) throw missing("to");
  const userId = String(input.recipient);
  const phone = phoneOfUserId(cloud, businessOf(cloud, number), userId);
  if (phone === undefined) throw wrongValue("Param recipient is not a business-scoped user ID of this business.");
  return { phone, input: userId, userId };
}
