/** What there is to know of a message beyond its words. */
export interface MessageDetails {
  media?: {
    kind: "image" | "video" | "audio" | "document" | "sticker";
    mimetype: string;
    bytes: number;
    fileName?: string;
    seconds?: number;
    /** A voice note. */
    voice?: boolean;
  };
  quoted?: { id: string; text: string };
  /** Jids. */
  mentions?: string[];
  viewOnce?: boolean;
  /** Disappears after so many seconds. */
  expiresAfter?: number;
  location?: { latitude: number; longitude: number; live: boolean };
  contacts?: { name: string; vcard: string }[];
  poll?: { options: string[]; selectable: number };
  /** What was chosen of buttons or a list. */
  chosen?: string;
  /** Set by what came after the message. */
  edited?: boolean;
  revoked?: boolean;
  pinned?: boolean;
  /** Who reacted with what. */
  reactions?: Record<string, string>;
  /** Who voted for what. */
  votes?: Record<string, string[]>;
}
