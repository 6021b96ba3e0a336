import { resolve } from "node:path";
import { z } from "zod";

const flag = z.enum(["true", "false", "1", "0"]).transform((value) => value === "true" || value === "1");
const port = z.coerce.number().int().min(0).max(65535);

export const roles = ["api", "worker", "gateway", "realtime"] as const;
export type RoleName = (typeof roles)[number];

const roleList = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .pipe(z.array(z.enum(roles)).min(1));

/** Every setting of the server, its default and its meaning; docs/operations.md is checked against it. */
export const configSchema = z.object({
  BALAS_PORT: port.default(4000).describe("Port of the web server."),
  BALAS_HOST: z.string().default("0.0.0.0").describe("Address the web server listens on."),
  BALAS_URL: z
    .url()
    .optional()
    .describe("Address people open in the browser; used in mails. Default: http://localhost:<port>."),
  BALAS_DATA: z.string().min(1).default("./data").describe("Folder of all data."),
  BALAS_ROLES: roleList
    .default([...roles])
    .describe("Roles this process runs, comma separated: api, worker, gateway, realtime."),
  BALAS_MASTER_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, "must be 64 hexadecimal digits (32 bytes)")
    .optional()
    .describe("Key that seals all secrets. Default: made at first start in <data>/master.key."),
  BALAS_LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "silent"])
    .default("info")
    .describe("Least level logged."),
  BALAS_LIVE: flag
    .default(true)
    .describe("Let numbers connect to the live WhatsApp network; false leaves the sandbox only."),
  BALAS_SANDBOX: flag.default(true).describe("Start the simulated WhatsApp network beside the server."),
  BALAS_SANDBOX_URL: z
    .url()
    .optional()
    .describe("Base address of a simulated network that runs elsewhere, for example http://127.0.0.1:4100."),
  BALAS_WORKER_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(10)
    .describe("Jobs run at once per process."),
  BALAS_SIGN_UP: z
    .enum(["open", "invited"])
    .default("open")
    .describe("Whether anybody may sign up, or only people with an invitation."),
  BALAS_LIMIT_FACTOR: z.coerce.number().positive().default(1).describe("Multiplies every limit on calls."),
  BALAS_TRUST_PROXY: flag.default(false).describe("Trust X-Forwarded-* of the proxy in front."),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe("An outside PostgreSQL 18. Default: the embedded one in <data>/postgres."),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe(
      "Mail server, for example smtps://user:password@mail.example:465. Default: mails go to the operator's outbox page.",
    ),
  MAIL_FROM: z.string().default("Balas <balas@localhost>").describe("Sender of mails."),
});

export type Config = ReturnType<typeof readConfig>;

/** Reads all settings from the environment; a wrong value throws one error that names every wrong variable. */
export function readConfig(environment: Record<string, string | undefined> = process.env) {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = configSchema.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`These settings are wrong, so Balas did not start:\n${lines.join("\n")}`);
  }
  const settings = parsed.data;
  return {
    ...settings,
    dataDirectory: resolve(settings.BALAS_DATA),
    publicUrl: (settings.BALAS_URL ?? `http://localhost:${settings.BALAS_PORT}`).replace(/\/$/, ""),
  };
}
