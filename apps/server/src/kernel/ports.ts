import type { Clock } from "./clock.ts";
import type { Sealer } from "./crypto.ts";
import type { Log } from "./log.ts";
import type { Mailer } from "./mail.ts";
import type { Storage } from "./storage.ts";

/** What the outside world looks like to the modules; compose.ts plugs the real ones, tests may plug a clock. */
export interface Ports {
  clock: Clock;
  log: Log;
  mailer: Mailer;
  storage: Storage;
  sealer: Sealer;
  /** Address people open in the browser, without a trailing slash. */
  publicUrl: string;
  /** The simulated WhatsApp network, when one runs: where sessions connect to and where it is steered. */
  sandbox: { url: string; admin: string } | undefined;
  /** Whether anybody may sign up, or only people with an invitation. */
  signUp: "open" | "invited";
}
