import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Which role connects to which database. */
export type Connection = { port: number; password: string; role: "postgres" | "owner"; database: string };

/** The file that keeps the password of both roles; it lies in the data so that a restored backup opens again. */
export const passwordFile = "balas.password";

/** Returns the address for clients. */
export function connectionUrl({ port, password, role, database }: Connection): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/** Returns the password that was made for this data directory. */
export function readPassword(dataDirectory: string): string {
  return readFileSync(join(dataDirectory, passwordFile), "utf8").trim();
}
