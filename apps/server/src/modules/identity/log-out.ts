import type { SystemCtx } from "../../kernel/context.ts";
import { hashToken } from "../../kernel/crypto.ts";
import { Problem } from "../../kernel/errors.ts";
import { readAccessToken } from "./access-token.ts";
import { endSignIn } from "./sign-ins.ts";

/** Ends the sign-in of the cookie, the access token or the refresh token presented; without a living one nothing happens. */
export async function logOut(
  ctx: SystemCtx,
  presented: { cookie: string | undefined; accessToken: string | undefined; refreshToken: string | undefined },
): Promise<void> {
  const ids = [
    presented.accessToken && (await signInOfAccessToken(ctx, presented.accessToken)),
    presented.cookie && (await signInOfCookie(ctx, presented.cookie)),
    presented.refreshToken && (await signInOfRefreshToken(ctx, presented.refreshToken)),
  ];
  for (const id of new Set(ids)) if (id) await endSignIn(ctx, id, "signed_out");
}

async function signInOfAccessToken(ctx: SystemCtx, token: string): Promise<string | undefined> {
  try {
    return (await readAccessToken(ctx.ports, token)).signInId;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

async function signInOfCookie(ctx: SystemCtx, cookie: string): Promise<string | undefined> {
  const found = await ctx.db
    .selectFrom("sign_ins")
    .select("id")
    .where("token_hash", "=", hashToken(cookie))
    .executeTakeFirst();
  return found?.id;
}

async function signInOfRefreshToken(ctx: SystemCtx, token: string): Promise<string | undefined> {
  const found = await ctx.db
    .selectFrom("refresh_tokens")
    .select("sign_in_id")
    .where("token_hash", "=", hashToken(token))
    .executeTakeFirst();
  return found?.sign_in_id;
}
