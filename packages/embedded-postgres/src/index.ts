export type { Connection } from "./connection.ts";
export { connectionUrl, readPassword } from "./connection.ts";
export type { DataLock } from "./data-lock.ts";
export { readDataLock } from "./data-lock.ts";
export type { EmbeddedPostgres, StartPostgresOptions } from "./start-postgres.ts";
export { startPostgres } from "./start-postgres.ts";
