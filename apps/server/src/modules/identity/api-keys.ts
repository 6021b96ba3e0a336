import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { forbidden, invalid, notFound } from "../../kernel/errors.ts";
import { may } from "../../kernel/policy.ts";
import { makeApiKey } from "./api-key.ts";
import { apiKeyCreated, apiKeyRevoked } from "./events.ts";
import { personOf } from "./person-of.ts";

export interface NewApiKey {
  name: string;
  scopes: string[];
  expiresAt?: string | null;
}

interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  created_at: Date;
  created_by: string;
  expires_at: Date | null;
  last_used_at: Date | null;
}

/** Lists the living keys of the organization, newest first. */
export async function listApiKeys(ctx: Ctx) {
  const { rows } = await sql<KeyRow & { creator: string | null }>`
    select key.*, person.name as creator from api_keys key, person_of(key.created_by) person
    where key.organization_id = ${ctx.organizationId} and key.revoked_at is null
    order by key.created_at desc, key.id desc`.execute(ctx.db);
  return rows.map((row) => presentApiKey(row, row.creator ?? ""));
}

/** Makes a key that may do no more than its maker; the answer is the only time that it is shown. */
export async function createApiKey(ctx: Ctx, input: NewApiKey) {
  // A key that could make keys would outlive its own end.
  if (ctx.actor.kind !== "user") throw forbidden("not_for_api_keys");
  const { actor } = ctx;
  const refused = input.scopes.filter((scope) => !may(actor, scope));
  if (refused.length > 0) throw invalid("scope_not_held", { scopes: refused });
  const now = ctx.now();
  if (input.expiresAt && new Date(input.expiresAt) <= now) throw invalid("expiry_in_the_past");
  const { key, hash, prefix } = makeApiKey();
  const row = await ctx.db
    .insertInto("api_keys")
    .values({
      organization_id: ctx.organizationId,
      name: input.name,
      key_hash: hash,
      prefix,
      scopes: [...new Set(input.scopes)],
      created_at: now,
      created_by: actor.userId,
      expires_at: input.expiresAt ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await ctx.publish(apiKeyCreated, { apiKeyId: row.id, name: row.name, scopes: row.scopes, by: actor.userId });
  const creator = await personOf(ctx, actor.userId);
  return { ...presentApiKey(row, creator.name), key };
}

/** Ends a key at once. */
export async function revokeApiKey(ctx: Ctx, id: string): Promise<void> {
  if (ctx.actor.kind !== "user") throw forbidden("not_for_api_keys");
  const row = await ctx.db
    .updateTable("api_keys")
    .set({ revoked_at: ctx.now(), revoked_by: ctx.actor.userId })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw notFound();
  await ctx.publish(apiKeyRevoked, { apiKeyId: row.id, name: row.name, scopes: row.scopes, by: ctx.actor.userId });
}

function presentApiKey(row: KeyRow, creator: string) {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    createdBy: { id: row.created_by, name: creator },
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
