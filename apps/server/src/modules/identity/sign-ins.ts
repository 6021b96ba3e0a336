import { hashToken, newToken } from "../../kernel/crypto.ts";
import type { Db } from "../../kernel/db.ts";
import type { Ports } from "../../kernel/ports.ts";
import { accessTokenSeconds, makeAccessToken } from "./access-token.ts";

const day = 24 * 60 * 60 * 1000;
/** A sign-in ends when it was not used for this long. */
const idleDays = { remembered: 60, passing: 7 };

export type EndReason = "signed_out" | "password_changed" | "password_reset" | "refresh_token_reused";

export interface StartedSignIn {
  signInId: string;
  /** Value of the cookie. */
  cookie: string;
  /** Seconds the browser keeps the cookie; undefined: until it is closed. */
  cookieAge: number | undefined;
}

/** Starts a sign-in on a device. */
export async function startSignIn(
  ctx: { db: Db; now(): Date },
  who: { userId: string; device: string; ip: string; isRemembered: boolean },
): Promise<StartedSignIn> {
  const cookie = newToken();
  const now = ctx.now();
  const { id } = await ctx.db
    .insertInto("sign_ins")
    .values({
      user_id: who.userId,
      token_hash: hashToken(cookie),
      device: who.device.slice(0, 300),
      ip: who.ip,
      is_remembered: who.isRemembered,
      created_at: now,
      last_seen_at: now,
      expires_at: expiryOf(now, who.isRemembered),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { signInId: id, cookie, cookieAge: who.isRemembered ? (idleDays.remembered * day) / 1000 : undefined };
}

/** Makes the pair of tokens for API clients; the refresh token works once. */
export async function makeTokens(
  ctx: { db: Db; now(): Date; ports: Ports },
  who: { userId: string; signInId: string },
): Promise<{ accessToken: string; refreshToken: string; expiresIn: number }> {
  const refreshToken = newToken();
  await ctx.db
    .insertInto("refresh_tokens")
    .values({ token_hash: hashToken(refreshToken), sign_in_id: who.signInId, created_at: ctx.now() })
    .execute();
  return { accessToken: await makeAccessToken(ctx.ports, who), refreshToken, expiresIn: accessTokenSeconds };
}

/** Ends one sign-in, and with it its cookie, access tokens and refresh tokens. */
export async function endSignIn(ctx: { db: Db; now(): Date }, id: string, reason: EndReason): Promise<void> {
  await ctx.db
    .updateTable("sign_ins")
    .set({ ended_at: ctx.now(), ended_because: reason })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .execute();
}

/** Ends all sign-ins of a person, except one when it is named. */
export async function endSignInsOf(
  ctx: { db: Db; now(): Date },
  { userId, except, reason }: { userId: string; except?: string; reason: EndReason },
): Promise<void> {
  let ending = ctx.db
    .updateTable("sign_ins")
    .set({ ended_at: ctx.now(), ended_because: reason })
    .where("user_id", "=", userId)
    .where("ended_at", "is", null);
  if (except) ending = ending.where("id", "!=", except);
  await ending.execute();
}

/** When a sign-in used now would end. */
export function expiryOf(now: Date, isRemembered: boolean): Date {
  return new Date(now.getTime() + (isRemembered ? idleDays.remembered : idleDays.passing) * day);
}
