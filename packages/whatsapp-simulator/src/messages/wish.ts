/** What somebody wants to send, in words of a phone's owner; exactly one of the first ten is given. */
export interface Wish {
  text?: string | undefined;
  media?:
    | {
        kind: "image" | "video" | "audio" | "document" | "sticker";
        bytes: Buffer;
        mimetype: string;
        caption?: string | undefined;
        fileName?: string | undefined;
        seconds?: number | undefined;
        /** A voice note. */
        voice?: boolean | undefined;
      }
    | undefined;
  location?: { latitude: number; longitude: number; name?: string | undefined; live?: boolean | undefined } | undefined;
  contact?: { name: string; phone: string } | undefined;
  poll?: { name: string; options: string[]; selectable: number } | undefined;
  react?: { id: string; emoji: string } | undefined;
  edit?: { id: string; text: string } | undefined;
  revoke?: string | undefined;
  vote?: { id: string; options: string[] } | undefined;
  /** WhatsApp's own message in the JSON form of its protocol buffers, for kinds that have no words here. */
  raw?: object | undefined;
  /** The id of the message that is answered. */
  quoted?: string | undefined;
  viewOnce?: boolean | undefined;
  /** Disappears after so many seconds. */
  expiresAfter?: number | undefined;
  /** Phones. */
  mentions?: string[] | undefined;
}
