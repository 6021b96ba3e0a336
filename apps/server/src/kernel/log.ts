import { type Logger, pino } from "pino";

export type Log = Logger;

/** Names of fields that never reach a log, at any depth up to three. */
const secretFields = [
  "password",
  "currentPassword",
  "newPassword",
  "token",
  "accessToken",
  "refreshToken",
  "key",
  "secret",
  "authorization",
  "cookie",
  "text",
  "body",
  "credentials",
  "qr",
];

/** Makes the logger: JSON lines, secrets and message texts cut out. */
export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const paths = secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino({ level, base: null, redact: { paths, censor: "[redacted]" } }, destination ?? pino.destination(1));
}
