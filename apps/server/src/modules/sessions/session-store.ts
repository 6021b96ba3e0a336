import { FencedOff, type SessionStore, type StoreChange } from "@balas/whatsapp";
import type pg from "pg";
import type { DataKey } from "../../kernel/crypto.ts";
import type { Lease } from "./lease.ts";

/**
 * Keeps the secrets of one leased session in Postgres, sealed under the organization's key. Every statement carries the
 * fence, and a write locks the lease row until it commits: a holder that lost its lease writes nothing, however late
 * its statement arrives.
 *
 * One statement per write and no transaction around it: begin, setting the tenant and commit would be three more round
 * trips for each message. That is why it runs as the owner of the tables; the lease names the organization.
 */
export function openSessionStore(pool: pg.Pool, lease: Lease, key: DataKey): SessionStore {
  const mine = [lease.organizationId, lease.sessionId, lease.fence];

  return {
    async readCredentials() {
      const { rows } = await pool.query<{ sealed: Buffer | null }>(readCredentials, mine);
      const sealed = requireLease(rows).sealed;
      return sealed ? key.open(sealed) : undefined;
    },

    async readKeys(kind, ids) {
      const { rows } = await pool.query<{ id: string | null; sealed: Buffer | null }>({
        name: "session-keys-read",
        text: readKeys,
        values: [...mine, kind, ids],
      });
      requireLease(rows);
      return new Map(rows.flatMap(({ id, sealed }) => (id !== null && sealed ? [[id, key.open(sealed)]] : [])));
    },

    async readJournal() {
      const { rows } = await pool.query<{ id: string | null; sealed: Buffer | null }>(readJournal, mine);
      requireLease(rows);
      return rows.flatMap(({ id, sealed }) => (id !== null && sealed ? [{ id, value: key.open(sealed) }] : []));
    },

    async write(change) {
      const { rows } = await pool.query({
        name: "session-write",
        text: writeStatement,
        values: [...mine, ...writeValues(change, key)],
      });
      requireLease(rows);
    },

    async clear() {
      const { rows } = await pool.query(clear, mine);
      requireLease(rows);
    },
  };
}

function requireLease<Row>(rows: Row[]): Row {
  const row = rows[0];
  if (row === undefined) throw new FencedOff();
  return row;
}

function writeValues({ credentials, keys = [], journal = [], drained = [] }: StoreChange, key: DataKey): unknown[] {
  const kept = keys.flatMap(({ kind, id, value }) => (value ? [{ kind, id, sealed: key.seal(value) }] : []));
  const gone = keys.filter(({ value }) => value === undefined);
  return [
    credentials ? key.seal(credentials) : null,
    kept.map(({ kind }) => kind),
    kept.map(({ id }) => id),
    kept.map(({ sealed }) => sealed),
    gone.map(({ kind }) => kind),
    gone.map(({ id }) => id),
    journal.map(({ id }) => id),
    journal.map(({ value }) => key.seal(value)),
    drained,
  ];
}

const lease = "organization_id = $1 and session_id = $2 and fence = $3";

const readCredentials = `select c.sealed from session_leases l
  left join session_credentials c on c.organization_id = l.organization_id and c.session_id = l.session_id
  where l.organization_id = $1 and l.session_id = $2 and l.fence = $3`;

const readKeys = `select k.id, k.sealed from session_leases l
  left join session_keys k on k.organization_id = l.organization_id and k.session_id = l.session_id
    and k.kind = $4 and k.id = any($5::text[])
  where l.organization_id = $1 and l.session_id = $2 and l.fence = $3`;

const readJournal = `select j.id, j.sealed from session_leases l
  left join session_journal j on j.organization_id = l.organization_id and j.session_id = l.session_id
  where l.organization_id = $1 and l.session_id = $2 and l.fence = $3 order by j.position`;

/** The limit in `delete_keys` makes it look up each key: joined plainly, it read every key of the session. */
export const writeStatement = `with held as materialized (
    select organization_id, session_id from session_leases where ${lease} for share),
  put_credentials as (
    insert into session_credentials (organization_id, session_id, sealed)
    select organization_id, session_id, $4::bytea from held where $4::bytea is not null
    on conflict (organization_id, session_id) do update set sealed = excluded.sealed),
  put_keys as (
    insert into session_keys (organization_id, session_id, kind, id, sealed)
    select organization_id, session_id, k.kind, k.id, k.sealed
    from held, unnest($5::text[], $6::text[], $7::bytea[]) as k (kind, id, sealed)
    on conflict (organization_id, session_id, kind, id) do update set sealed = excluded.sealed),
  delete_keys as (
    delete from session_keys using (
      select found.ctid from held, unnest($8::text[], $9::text[]) as k (kind, id)
      cross join lateral (
        select ctid from session_keys
        where organization_id = $1 and session_id = $2 and kind = k.kind and id = k.id limit 1) as found) as gone
    where session_keys.ctid = gone.ctid),
  put_journal as (
    insert into session_journal (organization_id, session_id, id, sealed)
    select organization_id, session_id, j.id, j.sealed from held, unnest($10::text[], $11::bytea[]) as j (id, sealed)
    on conflict (organization_id, session_id, id) do update set sealed = excluded.sealed),
  drain_journal as (
    delete from session_journal using held
    where session_journal.organization_id = $1 and session_journal.session_id = $2
      and session_journal.id = any($12::text[]))
  select 1 as held from held`;

const clear = `with held as materialized (
    select organization_id, session_id from session_leases where ${lease} for share),
  credentials as (
    delete from session_credentials using held
    where session_credentials.organization_id = $1 and session_credentials.session_id = $2),
  keys as (delete from session_keys using held where session_keys.organization_id = $1 and session_keys.session_id = $2),
  journal as (
    delete from session_journal using held
    where session_journal.organization_id = $1 and session_journal.session_id = $2)
  select 1 as held from held`;
