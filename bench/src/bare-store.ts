import { randomUUID } from "node:crypto";
import type { SessionStore } from "@balas/whatsapp";
import pg from "pg";
import { openSessionStore } from "../../apps/server/src/modules/sessions/session-store.ts";

/** A durable store for the bare library, in the database of the product and with its statements, but not sealed. */
export async function openBareStore(postgresUrl: string): Promise<{ store: SessionStore; end(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: postgresUrl, max: 4 });
  const lease = await insertBareSession(pool);
  const plain = { seal: (bytes: Uint8Array) => Buffer.from(bytes), open: (bytes: Uint8Array) => Buffer.from(bytes) };
  return { store: openSessionStore(pool, lease, plain), end: () => pool.end() };
}

/** Inserts a session that no gateway takes, because it is stopped and its lease is ours for ever. */
export async function insertBareSession(
  database: pg.Pool | pg.Client,
): Promise<{ organizationId: string; sessionId: string; fence: number }> {
  const lease = { organizationId: randomUUID(), sessionId: randomUUID(), fence: 1 };
  const ids = [lease.organizationId, lease.sessionId];
  await database.query(
    `insert into sessions (organization_id, id, name, network, asked, asked_at, status, status_at, color, created_at)
     values ($1, $2, 'Bare', 'sandbox', 'stop', now(), 'stopped', now(), 1, now())`,
    ids,
  );
  await database.query(
    `insert into session_leases (organization_id, session_id, fence, holder, expires_at) values ($1, $2, 1, 0, 'infinity')`,
    ids,
  );
  return lease;
}
