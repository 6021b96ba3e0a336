import { once } from "node:events";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Scope } from "../../kernel/scope.ts";
import type { Person } from "./read-people.ts";

/**
 * Runs a transaction on a connection that can copy. It is a raw connection of the owner's pool, but it becomes role
 * `app` in this organization at once, so that row level security guards it like any other. Copying into a guarded table
 * is refused by Postgres; copying into a temporary one is not.
 */
export async function inCopyTransaction<T>(scope: Scope, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await scope.machine.database.pool.connect();
  let failure: Error | undefined;
  try {
    await client.query("begin");
    await client.query("set local role app");
    await client.query("select set_config('app.organization_id', $1, true)", [scope.organizationId]);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    // A connection that broke is thrown away; one that only refused a row is as good as before.
    const isBroken = failure !== undefined && (failure as { code?: string }).code !== "23505";
    client.release(isBroken ? failure : undefined);
  }
}

/** Copies people into a temporary table made for them; it empties itself when the transaction ends. */
export async function copyPeople(client: pg.PoolClient, people: Person[], tagIds: (person: Person) => string[]) {
  await client.query(`create temp table if not exists import_people (
    row bigint not null, phone text not null, name text not null, fields jsonb not null, zone text, tag_ids uuid[] not null,
    contact_id uuid not null default uuidv7(), is_known boolean not null default false, is_seen boolean not null default false
  ) on commit delete rows`);
  await addPeople(client, people, tagIds);
}

/** Copies more people into the table. */
export async function addPeople(client: pg.PoolClient, people: Person[], tagIds: (person: Person) => string[]) {
  const stream = client.query(copyFrom("copy import_people (row, phone, name, fields, zone, tag_ids) from stdin"));
  let text = "";
  for (const person of people) {
    const fields = escapeCopy(JSON.stringify(person.fields));
    text += `${person.row}\t${person.phone}\t${escapeCopy(person.name)}\t${fields}\t${person.zone ?? "\\N"}\t{${tagIds(person).join(",")}}\n`;
    if (text.length < 256 * 1024) continue;
    if (!stream.write(text)) await once(stream, "drain");
    text = "";
  }
  stream.end(text);
  await once(stream, "finish");
}

function escapeCopy(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replace(/\\/g, "\\\\").replace(/\t/g, "\\t").replace(/\n/g, "\\n").replace(/\r/g, "\\r")
    : text;
}
