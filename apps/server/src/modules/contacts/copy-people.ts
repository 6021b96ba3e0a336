import type pg from "pg";
import type { Scope } from "../../kernel/scope.ts";
import { copyRows, escapeCopy } from "./copy-rows.ts";
import type { Person } from "./read-people.ts";

/**
 * Runs a transaction on a connection that can copy. It is a raw connection of the owner's pool, but it becomes role
 * `app` in this organization at once, so that row level security guards it like any other.
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

/** A person of the file; `contactId` and `isSeen` say who he is among the contacts, where that is known already. */
export interface StagedPerson extends Person {
  contactId?: string;
  isSeen?: boolean;
}

/** Makes the temporary table that people are copied into; it empties itself when the transaction ends. */
export async function stagePeople(client: pg.PoolClient): Promise<void> {
  await client.query(`create temp table if not exists import_people (
    row bigint not null, phone text not null, name text not null, fields jsonb not null, contact_id uuid,
    is_seen boolean not null
  ) on commit delete rows`);
}

/** Copies people into the temporary table. */
export async function copyPeople(client: pg.PoolClient, people: StagedPerson[]): Promise<void> {
  await copyRows(client, "copy import_people from stdin", people, ({ row, phone, name, fields, contactId, isSeen }) => {
    const values = `${row}\t${phone}\t${escapeCopy(name)}\t${escapeCopy(JSON.stringify(fields))}`;
    return `${values}\t${contactId ?? "\\N"}\t${isSeen === true}\n`;
  });
}
