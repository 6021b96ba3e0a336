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
  return pino(
    { level, base: null, redact: { paths, censor: "[redacted]" }, serializers: { err: briefly } },
    destination ?? pino.destination(1),
  );
}

/** What is worth reading of an error. A database driver hangs its whole connection on it, with queries and values. */
function briefly(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : briefly(error.cause);
  return { type: error.name, message: error.message, code, stack: error.stack, cause };
}
