import type { Jid } from "./address.ts";

/** What a message carries. A type that is not handled yet is `unsupported` and says what it is. */
export type Content = { type: "text"; text: string } | { type: "unsupported"; kind: string };

/** One message that reached a session: from a customer, or typed by the owner on the phone itself (`fromMe`). */
export interface Incoming {
  waId: string;
  chat: Jid;
  /** The other address form of the chat's person, when WhatsApp told it (phone JID for a LID, LID for a phone JID). */
  chatAlternative?: Jid;
  /** The author; equals `chat` for a person's chat unless `fromMe`. */
  sender: Jid;
  senderAlternative?: Jid;
  fromMe: boolean;
  /** The name the sender gave himself. */
  pushName?: string;
  at: Date;
  /** Delivered from the offline queue after an absence. */
  isBacklog: boolean;
  content: Content;
  /** The message this one answers, when it quotes one. */
  quotedWaId?: string;
}
