import type { ChatState, HeldMessage } from "@balas/whatsapp-simulator/client";
import type { z } from "zod";
import type { customer, heldMessage } from "./schema.ts";

/** Shows what one phone holds; a phone that is off has received all the same. */
export function presentHeldMessage(message: HeldMessage): z.output<typeof heldMessage> {
  return {
    id: message.id,
    direction: message.direction === "in" ? "incoming" : "outgoing",
    type: message.kind,
    text: message.text,
    status: tickOf(message),
    at: new Date(message.at).toISOString(),
  };
}

/** Shows somebody who talks to an account, under the best name there is. */
export function presentCustomer(chat: ChatState, contactName: string | undefined): z.output<typeof customer> {
  const phone = `+${chat.phone}`;
  return {
    phone,
    name: chat.name ?? contactName ?? phone,
    unread: chat.unread,
    lastMessage: chat.last && presentHeldMessage(chat.last),
  };
}

function tickOf({ direction, status }: HeldMessage): "sent" | "delivered" | "read" {
  if (status === "read") return "read";
  return direction === "in" || status === "delivered" ? "delivered" : "sent";
}
