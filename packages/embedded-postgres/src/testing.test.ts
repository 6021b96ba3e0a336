import { Client } from "pg";
import { expect, test } from "vitest";
import { testDatabase } from "./testing.ts";

test("each test database is separate, connects as owner and can be dropped", async () => {
  const [first, second] = await Promise.all([testDatabase(), testDatabase()]);
  const client = new Client({ connectionString: first.url });
  await client.connect();
  await client.query("create table only_here (id int)");
  const { rows } = await client.query("select current_user as role, current_database() as database");
  expect(rows).toEqual([{ role: "owner", database: first.name }]);
  await client.end();

  const other = new Client({ connectionString: second.url });
  await other.connect();
  const found = await other.query("select to_regclass('only_here') as found");
  expect(found.rows).toEqual([{ found: null }]);
  await other.end();
  await Promise.all([first.drop(), second.drop()]);
  await expect(new Client({ connectionString: first.url }).connect()).rejects.toThrow("does not exist");
});
