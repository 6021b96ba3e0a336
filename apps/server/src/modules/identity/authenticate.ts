import type { Machine } from "../../kernel/context.ts";
import { hashToken } from "../../kernel/crypto.ts";
import { unauthorized } from "../../kernel/errors.ts";
import type { Credentials, Principal } from "../../kernel/gatekeeper.ts";
import { readAccessToken } from "./access-token.ts";
import { apiKeyPrefix } from "./api-key.ts";
import { expiryOf } from "./sign-ins.ts";

/** A use is written down at most this often, so that a busy screen costs no write per request. */
const seenEvery = 60_000;

/**
 * Tells who presents these credentials: an API key, an access token or the cookie. One look-up by a unique index on the
 * owner's pool, without a transaction and without a cache: what was ended is refused at the next request.
 */
export async function authenticate(machine: Machine, { cookie, token }: Credentials): Promise<Principal | undefined> {
  if (token?.startsWith(apiKeyPrefix)) return authenticateApiKey(machine, token);
  if (token !== undefined) {
    const { signInId } = await readAccessToken(machine.ports, token);
    return authenticateSignIn(machine, "id = $1", signInId);
  }
  if (cookie) return authenticateSignIn(machine, "token_hash = $1", hashToken(cookie));
  return undefined;
}

interface SignInRow {
  id: string;
  user_id: string;
  is_remembered: boolean;
  last_seen_at: Date;
  expires_at: Date;
  ended_at: Date | null;
}

async function authenticateSignIn(
  machine: Machine,
  condition: "id = $1" | "token_hash = $1",
  value: string,
): Promise<Principal> {
  const { rows } = await machine.database.pool.query<SignInRow>({
    name: `sign-in by ${condition}`,
    text: `select id, user_id, is_remembered, last_seen_at, expires_at, ended_at from sign_ins where ${condition}`,
    values: [value],
  });
  const signIn = rows[0];
  const now = machine.ports.clock.now();
  if (!signIn || signIn.ended_at || signIn.expires_at <= now) throw unauthorized("sign_in_ended");
  if (now.getTime() - signIn.last_seen_at.getTime() > seenEvery) {
    await machine.database.pool.query(
      "update sign_ins set last_seen_at = $2, expires_at = $3 where id = $1 and ended_at is null",
      [signIn.id, now, expiryOf(now, signIn.is_remembered)],
    );
  }
  return { kind: "user", userId: signIn.user_id, signInId: signIn.id };
}

interface ApiKeyRow {
  id: string;
  organization_id: string;
  created_by: string;
  scopes: string[];
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

async function authenticateApiKey(machine: Machine, key: string): Promise<Principal> {
  const { rows } = await machine.database.pool.query<ApiKeyRow>({
    name: "api key",
    text: `select id, organization_id, created_by, scopes, expires_at, last_used_at, revoked_at
      from api_keys where key_hash = $1`,
    values: [hashToken(key)],
  });
  const found = rows[0];
  const now = machine.ports.clock.now();
  if (!found) throw unauthorized("invalid_api_key");
  if (found.revoked_at) throw unauthorized("api_key_revoked");
  if (found.expires_at && found.expires_at <= now) throw unauthorized("api_key_expired");
  if (!found.last_used_at || now.getTime() - found.last_used_at.getTime() > seenEvery) {
    await machine.database.pool.query("update api_keys set last_used_at = $3 where organization_id = $1 and id = $2", [
      found.organization_id,
      found.id,
      now,
    ]);
  }
  return {
    kind: "apiKey",
    apiKeyId: found.id,
    userId: found.created_by,
    organizationId: found.organization_id,
    scopes: found.scopes,
  };
}
