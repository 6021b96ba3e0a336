import type { proto } from "baileys";
import type { Input } from "../../admin/read-input.ts";
import type { Cloud } from "../cloud.ts";
import type { CloudNumber } from "../cloud-objects.ts";

/** A message that somebody wants to send through a number. */
export interface Sending {
  cloud: Cloud;
  number: CloudNumber;
  /** The whole request. */
  input: Input;
}

/** A message that may be sent. */
export interface CheckedContent {
  type: string;
  /** What phones get; made late, because a link is read first. */
  build: () => Promise<proto.IMessage>;
  category: string;
  template?: string;
  /** Held until its template is judged. */
  isHeld?: boolean;
  /** A code that only the phone itself may get, never a business-scoped id. */
  needsPhone?: boolean;
  /** Accepted, and known already to fail. */
  failsWith?: { code: number; details: string };
}
