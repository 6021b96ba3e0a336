/** An app at the platform: it owns the secret that signs webhooks. */
export interface CloudApp {
  id: string;
  name: string;
  secret: string;
  verifyToken: string;
  /** Where webhooks go; null until one was verified. */
  callbackUrl: string | null;
}

/** An access token. */
export interface CloudToken {
  token: string;
  appId: string;
  /** Epoch milliseconds of simulated time; null never expires. */
  expiresAt: number | null;
  scopes: string[];
  /** The business accounts it reaches; null reaches all. */
  wabaIds: string[] | null;
}

/** A WhatsApp business account. */
export interface Waba {
  id: string;
  name: string;
  /** The portfolio, which shares one messaging limit. */
  businessId: string;
  currency: string;
  timezoneId: string;
  verified: boolean;
  /** Unique people a day outside a service window; null is unlimited. */
  dailyLimit: number | null;
  subscriptions: { appId: string; callbackUrl: string | null; verifyToken: string }[];
}

export type Quality = "GREEN" | "YELLOW" | "RED" | "UNKNOWN";

/** A phone number on the platform. */
export interface CloudNumber {
  id: string;
  wabaId: string;
  phone: string;
  verifiedName: string;
  quality: Quality;
  throughput: "STANDARD" | "HIGH" | "COEXISTENCE";
  registered: boolean;
  pin: string | null;
  /** The code that was sent to the phone, and whether it was given back. */
  code: string | null;
  codeVerified: boolean;
  registrations: number[];
  /** A test number writes to these only; null writes to everybody. */
  allowedRecipients: string[] | null;
  profile: Record<string, unknown>;
  settings: Record<string, unknown>;
  automation: Record<string, unknown>;
  publicKey: string | null;
  blocked: string[];
  qrs: { code: string; message: string }[];
  /** Overrides where the webhooks of this number go. */
  callbackUrl: string | null;
}

export type TemplateStatus =
  | "PENDING"
  | "APPROVED"
  | "REJECTED"
  | "PAUSED"
  | "DISABLED"
  | "IN_APPEAL"
  | "LIMIT_EXCEEDED"
  | "ARCHIVED"
  | "PENDING_DELETION"
  | "DELETED";

export type TemplateCategory = "MARKETING" | "UTILITY" | "AUTHENTICATION";

/** A message template in one language. */
export interface Template {
  id: string;
  wabaId: string;
  name: string;
  language: string;
  category: TemplateCategory;
  parameterFormat: "POSITIONAL" | "NAMED";
  components: Record<string, unknown>[];
  status: TemplateStatus;
  quality: Quality;
  rejectedReason: string;
  /** How often quality paused it: the first for three hours, the second for six, the third disables. */
  pauses: number;
  pausedUntil: number | null;
  /** New templates are tried on some people first; their messages are held. */
  pacing: boolean;
  reviewAt: number | null;
  edits: number[];
  deletedAt: number | null;
}

/** A file; its bytes stay in a table of their own. */
export interface CloudMedia {
  id: string;
  wabaId: string;
  type: string;
  name: string | null;
  sha256: string;
  size: number;
  expiresAt: number;
}

/** A flow; its definition is kept, not run. */
export interface CloudFlow {
  id: string;
  wabaId: string;
  name: string;
  status: "DRAFT" | "PUBLISHED" | "DEPRECATED" | "BLOCKED" | "THROTTLED";
  categories: string[];
  json: string | null;
  endpointUri: string | null;
}

/** A file on its way to become the sample of a template. */
export interface UploadSession {
  id: string;
  appId: string;
  type: string;
  length: number;
}
