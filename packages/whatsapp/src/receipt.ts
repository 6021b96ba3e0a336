import type { Jid } from "./address.ts";

/** News about messages we sent: they reached the phone, were read, or were played. */
export interface Receipt {
  waIds: string[];
  chat: Jid;
  status: "delivered" | "read" | "played";
  at: Date;
}
