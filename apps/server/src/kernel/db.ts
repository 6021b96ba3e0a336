import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import pg from "pg";
import type { DB } from "./schema.ts";

export type Db = Transaction<DB>;

/** The only ways to a connection. */
export interface Database {
  /** Runs in one transaction as role `app`, which sees the rows of this organization only (row level security). */
  withTenant<T>(organizationId: string, work: (db: Db) => Promise<T>): Promise<T>;
  /** Runs in one transaction as the owner of the tables, across organizations. `reason` says why that is needed. */
  withSystem<T>(reason: string, work: (db: Db) => Promise<T>): Promise<T>;
  /** The owner's pool, for the parts of the machine that need a raw connection (jobs, listen, copy). */
  pool: pg.Pool;
  stop(): Promise<void>;
}

// bigint columns hold counters and sequence numbers far below 2^53, so they are read as numbers.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Opens the two pools: one as owner, one as `app`. */
export function openDatabase(url: string, options: { poolSize?: number; log?: (error: Error) => void } = {}): Database {
  const max = options.poolSize ?? 20;
  const ownerPool = new pg.Pool({ connectionString: url, max, application_name: "balas-owner" });
  const appPool = new pg.Pool({ connectionString: url, max, application_name: "balas-app", options: "-c role=app" });
  // A connection that dies (database restart), idle or in use, must not end the process: the query rejects, the next
  // one opens a new connection.
  const onError = (error: Error) => options.log?.(error);
  for (const pool of [ownerPool, appPool]) {
    pool.on("error", onError);
    pool.on("connect", (client) => client.on("error", onError));
  }
  const owner = new Kysely<DB>({ dialect: new PostgresDialect({ pool: ownerPool }) });
  const app = new Kysely<DB>({ dialect: new PostgresDialect({ pool: appPool }) });
  return {
    pool: ownerPool,
    async withTenant(organizationId, work) {
      if (!uuidShape.test(organizationId)) throw new Error("withTenant needs the id of an organization");
      return app.transaction().execute(async (db) => {
        await sql`select set_config('app.organization_id', ${organizationId}, true)`.execute(db);
        return work(db);
      });
    },
    async withSystem(_reason, work) {
      return owner.transaction().execute(work);
    },
    async stop() {
      await Promise.all([app.destroy(), owner.destroy()]);
    },
  };
}
