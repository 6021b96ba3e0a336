import type { Receipt } from "@balas/whatsapp";
import {
  areJidsSameUser,
  type BinaryNode,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  jidNormalizedUser,
} from "baileys";

/** A device that is not in use confirms as `inactive`: the message did reach it. */
const STATUSES: Record<string, Receipt["status"]> = {
  "": "delivered",
  delivery: "delivered",
  inactive: "delivered",
  read: "read",
  played: "played",
};

/** Reads news about our messages; undefined for what our own devices tell each other and for requests to resend. */
export function readReceipt({ attrs, content }: BinaryNode, me: { jid: string; lid?: string }): Receipt | undefined {
  const status = STATUSES[attrs.type ?? ""];
  const author = attrs.participant ?? attrs.from;
  if (!status || !attrs.id || areJidsSameUser(author, me.jid) || areJidsSameUser(author, me.lid)) return undefined;
  const list = getBinaryNodeChild({ tag: "receipt", attrs, content }, "list");
  const more = getBinaryNodeChildren(list, "item").flatMap((item) => item.attrs.id ?? []);
  return {
    waIds: [attrs.id, ...more],
    chat: jidNormalizedUser(attrs.from),
    status,
    at: timeOf(attrs.t),
  };
}

/** A stanza's time, given in seconds. */
export function timeOf(seconds: string | undefined): Date {
  return seconds ? new Date(Number(seconds) * 1000) : new Date();
}
