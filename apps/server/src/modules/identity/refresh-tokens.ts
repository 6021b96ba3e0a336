import type { SystemCtx } from "../../kernel/context.ts";
import { hashToken } from "../../kernel/crypto.ts";
import { unauthorized } from "../../kernel/errors.ts";
import type { SystemScope } from "../../kernel/scope.ts";
import { endSignIn, expiryOf, makeTokens } from "./sign-ins.ts";

/**
 * Trades a refresh token for a new pair. Each works once: a second use means that it was copied, and since nobody can
 * tell thief from owner, the whole sign-in ends.
 */
export async function refreshTokens(
  scope: SystemScope,
  refreshToken: string,
): Promise<{ accessToken: string; refreshToken: string; expiresIn: number }> {
  const outcome = await scope.inSystemTransaction("trade a refresh token", (ctx) => trade(ctx, refreshToken));
  // Thrown only here: the end of a stolen sign-in must be committed.
  if (typeof outcome === "string") throw unauthorized(outcome);
  return outcome;
}

async function trade(ctx: SystemCtx, refreshToken: string) {
  const found = await ctx.db
    .selectFrom("refresh_tokens")
    .innerJoin("sign_ins", "sign_ins.id", "refresh_tokens.sign_in_id")
    .select([
      "refresh_tokens.token_hash",
      "sign_in_id",
      "used_at",
      "user_id",
      "expires_at",
      "ended_at",
      "is_remembered",
    ])
    .where("refresh_tokens.token_hash", "=", hashToken(refreshToken))
    .forUpdate()
    .executeTakeFirst();
  if (!found) return "invalid_token";
  if (found.ended_at || found.expires_at <= ctx.now()) return "sign_in_ended";
  if (found.used_at) {
    await endSignIn(ctx, found.sign_in_id, "refresh_token_reused");
    return "refresh_token_reused";
  }
  const now = ctx.now();
  await ctx.db.updateTable("refresh_tokens").set({ used_at: now }).where("token_hash", "=", found.token_hash).execute();
  await ctx.db
    .updateTable("sign_ins")
    .set({ last_seen_at: now, expires_at: expiryOf(now, found.is_remembered) })
    .where("id", "=", found.sign_in_id)
    .execute();
  return makeTokens(ctx, { userId: found.user_id, signInId: found.sign_in_id });
}
