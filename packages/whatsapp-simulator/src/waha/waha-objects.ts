export type SessionStatus = "STOPPED" | "STARTING" | "SCAN_QR_CODE" | "WORKING" | "FAILED";

/** Where the events of a session go. */
export interface WahaWebhook {
  url: string;
  events: string[];
  hmac?: { key?: string | null } | null;
  retries?: { policy?: string; delaySeconds?: number; attempts?: number } | null;
  customHeaders?: { name: string; value: string }[] | null;
}

/** What a session was made with. */
export interface SessionConfig {
  metadata?: Record<string, string>;
  webhooks?: WahaWebhook[];
  [other: string]: unknown;
}

/** A session: one WhatsApp account behind the API. */
export interface WahaSession {
  name: string;
  config: SessionConfig;
  status: SessionStatus;
  statuses: { status: SessionStatus; timestamp: number }[];
  /** The virtual phone it is linked to. */
  phone: string | null;
  /** What its QR shows now, and the code for pairing without one. */
  qr: string | null;
  code: { phone: string; value: string } | null;
  presence: string;
  /** How the API was reached last, for the addresses of files. */
  origin: string;
}

/** How the emulated server behaves. */
export interface WahaSettings {
  apiKey: string;
  version: string;
  engine: "NOWEB" | "GOWS" | "WEBJS";
  /** The names of people in chats: by phone number, or by hidden id. */
  addressing: "pn" | "lid";
  /** Simulated milliseconds a QR is good for; after six the session fails. */
  qrLifetime: number;
  /** Simulated milliseconds until a file is gone; 0 keeps it. */
  filesLifetime: number;
  /** Real milliseconds a call waits for a session to be ready. */
  statusWait: number;
  allowedHosts: string[];
}
