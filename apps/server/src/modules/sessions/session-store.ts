import { FencedOff, type JournalEntry, type SessionStore, type StoreChange } from "@balas/whatsapp";
import { sql } from "kysely";
import type { Machine } from "../../kernel/context.ts";
import type { DataKey } from "../../kernel/crypto.ts";
import type { SessionRef } from "./message-port.ts";

/**
 * Keeps what a session must not lose in PostgreSQL, sealed under the organization's data key. Every write carries the
 * fence of the lease in the same statement, so a holder that lost its lease writes nothing and gets `FencedOff`.
 */
export function createSessionStore(machine: Machine, session: SessionRef): SessionStore {
  const { organizationId, sessionId, fence } = session;
  const { database, ports } = machine;
  const dataKey = (): Promise<DataKey> => ports.sealer.keyOf(organizationId);

  return {
    async readCredentials() {
      const sealed = await database.withTenant(organizationId, async (db) => {
        const { rows } = await sql<{ sealed: Buffer }>`select sealed from session_credentials
          where organization_id = ${organizationId} and session_id = ${sessionId}`.execute(db);
        return rows[0]?.sealed;
      });
      return sealed && (await dataKey()).open(sealed);
    },

    async write(change) {
      const key = await dataKey();
      const statement = writeStatement(session, sealChange(change, key));
      const { rows } = await database.withTenant(organizationId, (db) => statement.execute(db));
      if (!rows[0]?.holds) throw new FencedOff(`session ${sessionId} is held by another gateway (our fence ${fence})`);
    },

    async readKeys(kind, ids) {
      const rows = await database.withTenant(organizationId, async (db) => {
        const found = await sql<{ id: string; sealed: Buffer }>`select id, sealed from session_keys
          where organization_id = ${organizationId} and session_id = ${sessionId} and kind = ${kind} and id = any(${ids})`.execute(
          db,
        );
        return found.rows;
      });
      const key = await dataKey();
      return new Map(rows.map((row) => [row.id, key.open(row.sealed)]));
    },

    async readJournal() {
      const rows = await database.withTenant(organizationId, async (db) => {
        const found = await sql<{ id: string; sealed: Buffer }>`select id, sealed from session_journal
          where organization_id = ${organizationId} and session_id = ${sessionId} order by position`.execute(db);
        return found.rows;
      });
      const key = await dataKey();
      return rows.map((row): JournalEntry => ({ id: row.id, value: key.open(row.sealed) }));
    },

    async clear() {
      await database.withTenant(organizationId, async (db) => {
        const held = await sql`select from session_leases where organization_id = ${organizationId}
          and session_id = ${sessionId} and fence = ${fence} for key share`.execute(db);
        if (held.rows.length === 0) throw new FencedOff(`session ${sessionId} is held by another gateway`);
        await forgetSecrets(db, session);
      });
    },
  };
}

/** Deletes credentials, keys, journal and QR of a session: nothing of the pairing is left. */
export async function forgetSecrets(
  db: Parameters<Parameters<Machine["database"]["withTenant"]>[1]>[0],
  session: Pick<SessionRef, "organizationId" | "sessionId">,
): Promise<void> {
  const { organizationId, sessionId } = session;
  for (const table of ["session_credentials", "session_keys", "session_journal", "session_pairings"]) {
    await sql`delete from ${sql.table(table)} where organization_id = ${organizationId} and session_id = ${sessionId}`.execute(
      db,
    );
  }
}

interface SealedChange {
  credentials: Buffer | null;
  put: { kind: string; id: string; sealed: Buffer }[];
  remove: { kind: string; id: string }[];
  journal: { id: string; sealed: Buffer }[];
  drained: string[];
}

function sealChange(change: StoreChange, key: DataKey): SealedChange {
  const put: SealedChange["put"] = [];
  const remove: SealedChange["remove"] = [];
  for (const { kind, id, value } of change.keys ?? []) {
    if (value === undefined) remove.push({ kind, id });
    else put.push({ kind, id, sealed: key.seal(value) });
  }
  return {
    credentials: change.credentials ? key.seal(change.credentials) : null,
    put,
    remove,
    journal: (change.journal ?? []).map(({ id, value }) => ({ id, sealed: key.seal(value) })),
    drained: change.drained ?? [],
  };
}

/**
 * One statement for everything, so that a write costs one round trip besides its transaction: a send waits for it.
 * `for key share` on the lease blocks a take-over until this write is committed, and reads the newest fence after one.
 */
function writeStatement({ organizationId, sessionId, fence }: SessionRef, change: SealedChange) {
  return sql<{ holds: boolean }>`
    with lease as materialized (
      select organization_id, session_id from session_leases
      where organization_id = ${organizationId} and session_id = ${sessionId} and fence = ${fence} for key share
    ), credentials as (
      insert into session_credentials (organization_id, session_id, sealed)
      select lease.*, ${change.credentials}::bytea from lease where ${change.credentials !== null}
      on conflict (organization_id, session_id) do update set sealed = excluded.sealed
    ), put as (
      insert into session_keys (organization_id, session_id, kind, id, sealed)
      select lease.*, entry.kind, entry.id, entry.sealed
      from lease, unnest(${change.put.map((entry) => entry.kind)}::text[], ${change.put.map((entry) => entry.id)}::text[],
        ${change.put.map((entry) => entry.sealed)}::bytea[]) as entry (kind, id, sealed)
      on conflict (organization_id, session_id, kind, id) do update set sealed = excluded.sealed
    ), removed as (
      delete from session_keys using lease, unnest(${change.remove.map((entry) => entry.kind)}::text[],
        ${change.remove.map((entry) => entry.id)}::text[]) as entry (kind, id)
      where session_keys.organization_id = lease.organization_id and session_keys.session_id = lease.session_id
        and session_keys.kind = entry.kind and session_keys.id = entry.id
    ), journaled as (
      insert into session_journal (organization_id, session_id, id, sealed)
      select lease.*, entry.id, entry.sealed
      from lease, unnest(${change.journal.map((entry) => entry.id)}::text[],
        ${change.journal.map((entry) => entry.sealed)}::bytea[]) as entry (id, sealed)
      on conflict (organization_id, session_id, id) do nothing
    ), drained as (
      delete from session_journal using lease
      where session_journal.organization_id = lease.organization_id and session_journal.session_id = lease.session_id
        and session_journal.id = any(${change.drained}::text[])
    )
    select exists (select from lease) as holds`;
}
