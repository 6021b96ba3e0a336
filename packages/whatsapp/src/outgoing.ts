import type { Jid } from "./address.ts";

/** One message to send. `waId` is chosen by the sender (`Driver.newMessageId`) and stays the same at every retry. */
export interface Outgoing {
  waId: string;
  to: Jid;
  content: { type: "text"; text: string };
}
