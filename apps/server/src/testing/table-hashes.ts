import { sql } from "kysely";
import type { TestApp } from "./test-app.ts";

/** Columns that move by themselves: when somebody was last seen, how long a gateway holds a number, the code it shows. */
const restless: Record<string, string[]> = {
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

/** Waits until no row changes any more, and hashes them. */
export async function settledHashes(test: TestApp): Promise<Record<string, string>> {
  const end = Date.now() + 20_000;
  for (let before = ""; Date.now() < end; ) {
    const hashes = await hashTables(test);
    const now = JSON.stringify(hashes);
    if (now === before) return hashes;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("the rows do not come to rest");
}
