import { forbidden, unauthorized } from "../../kernel/errors.ts";
import type { SystemScope } from "../../kernel/scope.ts";
import { forgetFailures, noteFailure, requireFewFailures } from "./failed-sign-ins.ts";
import { isPassword } from "./password-hash.ts";
import { presentProfile } from "./present-profile.ts";
import type { PresentedProfile } from "./schema.ts";
import { makeTokens, type StartedSignIn, startSignIn } from "./sign-ins.ts";

export interface LoggedIn {
  user: PresentedProfile;
  signIn: StartedSignIn;
  tokens: { accessToken: string; refreshToken: string; expiresIn: number };
}

/**
 * Signs a person in by password. An unknown address takes as long as a wrong password and gets the same answer; that an
 * address is not proved yet is said only to who knows the password.
 */
export async function logIn(
  scope: SystemScope,
  attempt: { email: string; password: string; isRemembered: boolean; ip: string; device: string },
): Promise<LoggedIn> {
  const user = await scope.inSystemTransaction("read who signs in", async (ctx) => {
    await requireFewFailures(ctx, attempt);
    return ctx.db.selectFrom("users").selectAll().where("email", "=", attempt.email).executeTakeFirst();
  });
  // Outside of a transaction: hashing takes tens of milliseconds, in which no connection is held.
  const isRight = await isPassword(attempt.password, user?.password_hash);
  if (!user || !isRight) {
    await scope.inSystemTransaction("note a wrong password", (ctx) => noteFailure(ctx, attempt));
    throw unauthorized("invalid_credentials");
  }
  if (!user.verified_at) throw forbidden("email_not_verified");
  return scope.inSystemTransaction("sign in", async (ctx) => {
    await forgetFailures(ctx, attempt);
    const signIn = await startSignIn(ctx, { ...attempt, userId: user.id });
    const tokens = await makeTokens(ctx, { userId: user.id, signInId: signIn.signInId });
    return { user: presentProfile(user), signIn, tokens };
  });
}
