import type { Say } from "../../texts/use-texts.ts";
import { printPhone } from "../sessions/print-phone.ts";
import type { Conversation, Message } from "./queries.ts";
import type { inboxTexts } from "./texts.ts";

type T = Say<(typeof inboxTexts)["id"]>;

const kinds = ["image", "video", "audio", "document", "sticker", "location", "contact", "reaction", "poll"] as const;
const reasons = [
  "not_on_whatsapp",
  "opted_out",
  "session_deleted",
  "reach_out_limit",
  "too_late",
  "no_ack",
  "send_failed",
] as const;

/** How a conversation is called: the person's name, else the number. */
export function nameOf({ name, phone, kind }: Conversation, t: T): string {
  return name ?? (phone ? printPhone(phone) : kind === "group" ? t("group") : "?");
}

/** What a message says in one line; a type that is not handled yet says what it is. */
export function summaryOf(message: Message, t: T): string {
  return message.type === "text" ? (message.text ?? "") : kindOf(message, t);
}

/** The kind of an unsupported message in words. */
export function kindOf({ unsupportedKind }: Message, t: T): string {
  const kind = kinds.find((known) => unsupportedKind?.toLowerCase().startsWith(known));
  return t(kind ? `kind.${kind}` : "kind.other");
}

/** Why a message failed or was cancelled, in words. */
export function reasonOf(code: string | undefined, t: T): string {
  const known = reasons.find((reason) => reason === code);
  return known ? t(`reason.${known}`) : t("reason.other", { code: code ?? "?" });
}
