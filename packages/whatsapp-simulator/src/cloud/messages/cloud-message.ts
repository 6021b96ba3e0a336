import { number, optionalText, text } from "../../store/row.ts";
import type { Row } from "../../store/store.ts";

/** A message of a number as the platform keeps it, in or out. */
export interface CloudMessage {
  wamid: string;
  numberId: string;
  /** The person's phone number. */
  peer: string;
  /** The id under which the phones know it. */
  nativeId: string;
  direction: "in" | "out";
  type: string;
  status: "accepted" | "held" | "sent" | "delivered" | "read" | "played" | "failed" | "received";
  category: string;
  template: string | null;
  /** What the sender wants back with each status. */
  callbackData: string | null;
  recipientUserId: string | null;
  at: number;
  /** The message as it was sent or told, in JSON. */
  content: string;
}

/** A message out of its row. */
export function messageOf(row: Row | undefined): CloudMessage | undefined {
  if (!row) return undefined;
  return {
    wamid: text(row, "wamid"),
    numberId: text(row, "number_id"),
    peer: text(row, "peer"),
    nativeId: text(row, "native_id"),
    direction: row.direction === "in" ? "in" : "out",
    type: text(row, "type"),
    status: statusOf(text(row, "status")),
    category: text(row, "category"),
    template: optionalText(row, "template") ?? null,
    callbackData: optionalText(row, "callback_data") ?? null,
    recipientUserId: optionalText(row, "recipient_user_id") ?? null,
    at: number(row, "at"),
    content: text(row, "content"),
  };
}

const STATUSES = ["accepted", "held", "sent", "delivered", "read", "played", "failed", "received"] as const;

function statusOf(word: string): CloudMessage["status"] {
  return STATUSES.find((status) => status === word) ?? "accepted";
}
