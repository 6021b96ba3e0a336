import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "./db.ts";
import { conflict, invalid } from "./errors.ts";

/** A POST that carried an Idempotency-Key. */
export interface KeyedRequest {
  organizationId: string;
  actorId: string;
  key: string;
  /** Of method, path and body: the same key with another request is refused. */
  requestHash: string;
  now: Date;
}

export interface KeptAnswer {
  status: number;
  answer: unknown;
}

/** Identifies a request by what it asks. */
export function hashRequest(method: string, url: string, body: unknown): string {
  return createHash("sha256")
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest("hex");
}

/**
 * Claims the key in this transaction and resolves to undefined, or resolves to the answer kept from the first time.
 * Two at once: the second waits at the unique key until the first commits, and then gets its answer.
 */
export async function claimKey(db: Db, request: KeyedRequest): Promise<KeptAnswer | undefined> {
  if (request.key === "" || request.key.length > 200) throw invalid("invalid_idempotency_key");
  const claimed = await sql`insert into idempotency_keys (organization_id, actor_id, key, request_hash, created_at)
    values (${request.organizationId}, ${request.actorId}, ${request.key}, ${request.requestHash}, ${request.now})
    on conflict do nothing returning key`.execute(db);
  if (claimed.rows.length > 0) return undefined;
  const { rows } = await sql<{ request_hash: string; status: number | null; answer: unknown }>`
    select request_hash, status, answer from idempotency_keys
    where organization_id = ${request.organizationId} and actor_id = ${request.actorId} and key = ${request.key}`.execute(
    db,
  );
  const kept = rows[0];
  if (!kept) throw conflict("idempotency_key_in_use");
  if (kept.request_hash !== request.requestHash) throw invalid("idempotency_key_reused");
  if (kept.status === null) throw conflict("idempotency_key_in_use");
  return { status: kept.status, answer: kept.answer };
}

/** Keeps the answer in the transaction of the command, so that both exist or neither. */
export async function keepAnswer(db: Db, request: KeyedRequest, kept: KeptAnswer): Promise<void> {
  await sql`update idempotency_keys set status = ${kept.status}, answer = ${JSON.stringify(kept.answer ?? null)}::jsonb
    where organization_id = ${request.organizationId} and actor_id = ${request.actorId} and key = ${request.key}`.execute(
    db,
  );
}
