import { sql } from "kysely";
import type { TestApp } from "./test-app.ts";

/** Columns that move by themselves: when somebody was last seen, or how long a holder lives, says nothing about rows. */
const restless: Record<string, string[]> = {
  session_leases: ["expires_at"],
  sign_ins: ["last_seen_at", "expires_at"],
  session_leases: ["expires_at"],
  session_pairings: ["sealed_qr", "expires_at"],
};

/** Hashes all rows of every table of the product, by table; of one organization's rows alone when it is named. */
export async function hashTables(test: TestApp, organizationId?: string): Promise<Record<string, string>> {
  return test.app.machine.database.withSystem("hash all rows", async (db) => {
    const { rows: tables } = await sql<{ name: string; isTenant: boolean }>`
      select relname as name, exists (select from pg_attribute
        where attrelid = pg_class.oid and attname = 'organization_id' and not attisdropped) as "isTenant"
      from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
        and relname <> 'worker_heartbeats'
      order by relname`.execute(db);
    const hashes: Record<string, string> = {};
    for (const { name, isTenant } of tables) {
      if (organizationId && !isTenant) continue;
      const { rows } = await sql<{ hash: string | null }>`
        select md5(string_agg(row, ' ' order by row)) as hash from (
          select (to_jsonb(kept) - ${restless[name] ?? []}::text[])::text as row from ${sql.table(name)} kept
          where ${organizationId ? sql`organization_id = ${organizationId}` : sql`true`}) as rows`.execute(db);
      hashes[name] = rows[0]?.hash ?? "empty";
    }
    return hashes;
  });
}

/** Waits until facts are stamped, jobs are done and no row changes by itself any more. */
export async function settle(test: TestApp): Promise<void> {
  const end = Date.now() + 20_000;
  for (let before = ""; Date.now() < end; ) {
    const { rows } = await test.app.machine.database.withSystem("look for waiting work", (db) =>
      sql<{ waiting: boolean }>`select exists (select from events where seq is null)
        or exists (select from graphile_worker._private_jobs
          where attempts < max_attempts and run_at <= clock_timestamp() + interval '1 second') as waiting`.execute(db),
    );
    const now = JSON.stringify(await hashTables(test));
    if (!rows[0]?.waiting && now === before) return;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("the rows do not come to rest");
}
