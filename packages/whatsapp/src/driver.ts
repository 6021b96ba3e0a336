import type { Jid } from "./address.ts";
import type { Incoming } from "./incoming.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Receipt } from "./receipt.ts";
import type { SessionStore } from "./session-store.ts";

export type DriverKind = "baileys" | "cloud" | "waha";

/** What a driver can do; the API and the screens offer only what stands here. */
export interface Capabilities {
  /** Pairs by scanning a QR code. */
  pairsByQr: boolean;
  /** `sent` is confirmed by the server's own ack, not only by a write to the socket. */
  confirmsSent: boolean;
  /** A resend under the same message id is shown once by the recipient's phone. */
  repeatsSafely: boolean;
  showsTyping: boolean;
  marksRead: boolean;
  checksNumbers: boolean;
}

/** Which WhatsApp network a session lives on. */
export interface Network {
  /** WebSocket address; undefined means the live network's own address. */
  url?: string;
  /**
   * Public key that signs the certificates of a simulated network (32 bytes); undefined means the live network's own.
   * Known at `connect`, because a library may keep it for the whole process.
   */
  rootKey?: Uint8Array;
}

/** The person or business a session speaks as. */
export interface Account {
  jid: Jid;
  lid?: Jid;
  phone: string;
  name?: string;
  platform?: string;
}

/** Why a connection ended and what its host should do. */
export type CloseReason =
  | { kind: "restart" } // 515: connect again at once, it is part of pairing
  | { kind: "lost"; code?: number } // network trouble: connect again with back-off
  | { kind: "replaced" } // 440: another connection took over: do not fight it
  | { kind: "loggedOut" } // 401: the pairing is gone; the host clears the store and pairs again
  | { kind: "banned"; code: number } // 402, 403: the number may not connect
  | { kind: "rejected"; code: number } // 405 and others: the client is too old or refused
  | { kind: "pairingExpired" } // no one scanned in time
  | { kind: "closed" }; // we asked for it

/**
 * Where a connection tells its host what happens. A promise that rejects is asked again a second later, until it
 * resolves or the connection closes: the host may be without its database for a while.
 */
export interface ConnectionEvents {
  /** A QR text to show; it is valid until `expiresAt`. */
  qr(qr: { text: string; expiresAt: Date }): void;
  /** Paired now; the connection restarts by itself afterwards (close reason `restart`). */
  paired(account: Account): void;
  /** Online: messages can be sent and arrive. */
  open(account: Account): void;
  /**
   * Incoming messages in order, one call at a time; resolves only after they are stored for good. A message may come
   * again after a crash or a lost connection, so storing one twice must store it once.
   */
  incoming(messages: Incoming[]): Promise<void>;
  /** The server acknowledged (or refused) a message we sent. */
  ack(ack: SendAck): Promise<void>;
  /** Receipts of one stanza; WhatsApp is acknowledged when this resolves, so several may be under way at once. */
  receipts(receipts: Receipt[]): Promise<void>;
  /** A push name, LID or phone learned about a person. */
  identity(identity: { jid: Jid; lid?: Jid; name?: string }): void;
  /** What was sent under this id: a recipient's phone that could not read it asks again, also after a restart. */
  findSent?(waId: string): Promise<Outgoing | undefined>;
  closed(reason: CloseReason): void;
}

export interface SendAck {
  waId: string;
  chat: Jid;
  at: Date;
  /** Absent when accepted; else WhatsApp's error code, for example 463 (reach-out limit). */
  error?: { code: string };
}

export interface ConnectOptions {
  sessionId: string;
  network: Network;
  store: SessionStore;
  events: ConnectionEvents;
  /** Name shown on the phone under linked devices, for example "Balas". */
  deviceName: string;
}

/** A live connection of one session. Every method rejects with `ConnectionClosed` once it is closed. */
export interface Connection {
  /**
   * Writes the message to WhatsApp; resolves when it is written, which does not mean that it was accepted: see `ack`.
   * Rejects with `SendRefused` when trying again is of no use; after any other error the same message may be sent again.
   */
  send(message: Outgoing): Promise<void>;
  /** Shows or hides "typing…" to the person. */
  typing(chat: Jid, isTyping: boolean): Promise<void>;
  /** Marks incoming messages as read. */
  markRead(messages: { chat: Jid; waId: string; sender?: Jid }[]): Promise<void>;
  /** Tells for each phone number (E.164) whether it is on WhatsApp, and its JID and LID. */
  checkNumbers(phones: string[]): Promise<{ phone: string; exists: boolean; jid?: Jid; lid?: Jid }[]>;
  /** Unlinks this device at WhatsApp, then closes. */
  logout(): Promise<void>;
  /** Closes the connection and keeps the pairing; resolves when nothing more will be called. */
  close(): Promise<void>;
}

export class ConnectionClosed extends Error {
  override name = "ConnectionClosed";
}

/** This message can never be sent as it is, for example because its number is not on WhatsApp (`not_on_whatsapp`). */
export class SendRefused extends Error {
  override name = "SendRefused";
  readonly code: string;

  constructor(code: string) {
    super(`The message was not sent: ${code}`);
    this.code = code;
  }
}

export interface Driver {
  kind: DriverKind;
  capabilities: Capabilities;
  connect(options: ConnectOptions): Promise<Connection>;
  /** A message id that WhatsApp accepts as ours; chosen before sending so that a resend repeats it. */
  newMessageId(): string;
}
