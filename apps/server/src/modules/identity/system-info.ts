import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Ports } from "../../kernel/ports.ts";

export const systemInfo = z.object({
  mailConfigured: z.boolean().describe("False: mails wait in the operator's outbox."),
  sandboxAvailable: z.boolean().describe("Whether a simulated WhatsApp network runs."),
  signUp: z.enum(["open", "invited"]),
  version: z.string(),
});

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")));

/** What anybody may know of this installation. */
export function describeSystem(ports: Ports): z.input<typeof systemInfo> {
  return {
    mailConfigured: ports.mailer.isConfigured,
    sandboxAvailable: ports.sandbox !== undefined,
    signUp: ports.signUp,
    version,
  };
}
