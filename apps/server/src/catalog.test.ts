import { readdir, readFile } from "node:fs/promises";
import { testDatabase } from "@balas/embedded-postgres/testing";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readMigrations } from "./kernel/migrate.ts";
import { modules } from "./modules.ts";

// What the tables of tenants must have, read from the catalog of the migrated database, partitions included.

let client: pg.Client;
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Tables without rows of tenants: the app role has no right at all on them. */
const machineTables = new Set(["schema_migrations", "worker_heartbeats"]);

const tablesOf = async () => {
  const { rows } = await client.query<{ name: string; guarded: boolean; partition: boolean; tenant: boolean }>(`
    select relname as name, relrowsecurity as guarded, relispartition as partition,
      exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'organization_id' and not attisdropped) as tenant
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and nspname !~ '^pg_' and relkind in ('r', 'p')`);
  return rows;
};

const rightsOf = async (name: string) => {
  const { rows } = await client.query(
    "select privilege_type from information_schema.role_table_grants where grantee in ('app', 'PUBLIC') and table_name = $1",
    [name],
  );
  return rows.length;
};

test("every tenant table is guarded by row level security; partitions give no right of their own", async () => {
  for (const table of await tablesOf()) {
    if (table.partition) expect(await rightsOf(table.name), `${table.name} is a partition`).toBe(0);
    else if (table.tenant) expect(table.guarded, `${table.name} has row level security`).toBe(true);
    else
      expect(await rightsOf(table.name), `${table.name} has no organization, so the app role may not read it`).toBe(0);
  }
});

test("every policy compares with the organization of the transaction", async () => {
  const { rows } = await client.query<{ tablename: string; qual: string; with_check: string; roles: string }>(
    "select tablename, qual, with_check, roles::text from pg_policies where schemaname = 'public'",
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const policy of rows) {
    expect(policy.qual, policy.tablename).toMatch(/organization_id = \( SELECT current_organization\(\)/);
    expect(policy.with_check, policy.tablename).toMatch(/organization_id = \( SELECT current_organization\(\)/);
  }
});

test("organization_id leads every primary key and every foreign key of a tenant table", async () => {
  const { rows } = await client.query<{ table: string; name: string; type: string; first: string; target: string }>(`
    select conrelid::regclass::text as table, conname as name, contype as type, confrelid::regclass::text as target,
      (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) as first
    from pg_constraint
    where contype in ('p', 'f') and connamespace = 'public'::regnamespace
      and exists (select from pg_attribute where attrelid = conrelid and attname = 'organization_id' and not attisdropped)
      and (contype = 'p' or exists (select from pg_attribute where attrelid = confrelid and attname = 'organization_id' and not attisdropped))`);
  expect(rows.length).toBeGreaterThan(0);
  for (const key of rows) expect(key.first, `${key.table}.${key.name}`).toBe("organization_id");
  for (const key of rows.filter((row) => row.type === "f")) {
    expect(key.target, `${key.table}.${key.name}: a referenced partition can't be dropped`).not.toBe("messages");
  }
});

test("the app role owns nothing and can't bypass", async () => {
  const { rows } = await client.query(
    "select rolbypassrls, rolsuper, rolcreaterole from pg_roles where rolname = 'app'",
  );
  expect(rows).toEqual([{ rolbypassrls: false, rolsuper: false, rolcreaterole: false }]);
  const owned = await client.query("select from pg_class where relowner = 'app'::regrole");
  expect(owned.rowCount).toBe(0);
});

test("every table has one owning module, and its name appears in no other module's folder", async () => {
  const kernelTables = ["events", "event_sequences", "data_keys", "idempotency_keys"];
  const owners = new Map<string, string>([...kernelTables, ...machineTables].map((name) => [name, "kernel"]));
  for (const module of modules) for (const table of module.tables) owners.set(table, module.name);
  for (const table of await tablesOf())
    if (!table.partition) expect(owners.has(table.name), `${table.name} is listed by its module`).toBe(true);

  const folder = new URL("./modules/", import.meta.url);
  for (const module of modules) {
    for (const file of await readdir(new URL(`${module.name}/`, folder))) {
      if (!file.endsWith(".ts") || file.endsWith(".test.ts") || file === "tenant-examples.ts") continue;
      const text = await readFile(new URL(`${module.name}/${file}`, folder), "utf8");
      for (const [table, owner] of owners) {
        if (owner === module.name) continue;
        const usesTable = new RegExp(
          `(from|join|into|update|table|truncate)\\s+"?(public\\.)?${table}\\b|(selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin)\\(\\s*["'\`]${table}\\b`,
          "i",
        );
        const usesSql = text
          .split("\n")
          .find((line) => !/^\s*(\/\/|\*|\/\*\*|import|export \{)/.test(line) && usesTable.test(line));
        expect(usesSql, `${module.name}/${file} names the table ${table} of ${owner}`).toBeUndefined();
      }
    }
  }
});

test("the first line of every migration names its module", async () => {
  const names = new Set(["kernel", ...modules.map((module) => module.name)]);
  for (const migration of await readMigrations()) {
    expect(names, migration.name).toContain(/^-- ([a-z]+)\n/.exec(migration.text)?.[1]);
  }
});
