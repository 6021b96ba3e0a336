import { Client } from "pg";

/**
 * Makes the roles and the database of Balas when they are missing.
 * `owner` migrates and owns the tables, `app` serves the tenants under row level security; neither is a superuser.
 */
export async function ensureDatabase(superuserUrl: string, password: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const roles = await client.query<{ name: string }>("select rolname as name from pg_roles");
    const known = new Set(roles.rows.map((row) => row.name));
    const secret = client.escapeLiteral(password);
    if (!known.has("app")) await client.query(`create role app login password ${secret}`);
    if (!known.has("owner")) {
      await client.query(`create role owner login createdb createrole replication password ${secret}`);
      await client.query("grant app to owner with admin true, inherit false, set true");
    }
    const found = await client.query("select 1 from pg_database where datname = 'balas'");
    if (found.rowCount === 0) await client.query("create database balas owner owner");
  } finally {
    await client.end();
  }
}
