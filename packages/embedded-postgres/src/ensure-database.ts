import { Client } from "pg";

/**
 * Makes the role and the database of Balas when they are missing. The role `owner` migrates and owns the tables; it is
 * no superuser, so Balas needs no more here than it would get on an outside server.
 */
export async function ensureDatabase(superuserUrl: string, password: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const role = await client.query("select 1 from pg_roles where rolname = 'owner'");
    const secret = client.escapeLiteral(password);
    if (role.rowCount === 0) await client.query(`create role owner login createrole password ${secret}`);
    const found = await client.query("select 1 from pg_database where datname = 'balas'");
    if (found.rowCount === 0) await client.query("create database balas owner owner");
  } finally {
    await client.end();
  }
}
