import { hashToken } from "../../kernel/crypto.ts";
import type { Db } from "../../kernel/db.ts";
import { invalid } from "../../kernel/errors.ts";
import type { SystemScope } from "../../kernel/scope.ts";
import { requireStrongPassword } from "./check-password.ts";
import { passwordChangedMail } from "./mail-texts.ts";
import { hashPassword } from "./password-hash.ts";
import { endSignInsOf } from "./sign-ins.ts";
import { writeMail } from "./write-mail.ts";

/** Sets a new password by the token of a mail; the token works once, and every sign-in of the person ends. */
export async function resetPassword(scope: SystemScope, input: { token: string; password: string }): Promise<void> {
  const found = await scope.inSystemTransaction("read a password reset", (ctx) => requireReset(ctx, input.token));
  requireStrongPassword(input.password, found.user);
  const passwordHash = await hashPassword(input.password);
  await scope.inSystemTransaction("reset a password", async (ctx) => {
    const { user } = await requireReset(ctx, input.token);
    await ctx.db.updateTable("users").set({ password_hash: passwordHash }).where("id", "=", user.id).execute();
    // Older links that still wait in the mailbox end with it.
    await ctx.db
      .updateTable("password_resets")
      .set({ used_at: ctx.now() })
      .where("user_id", "=", user.id)
      .where("used_at", "is", null)
      .execute();
    await endSignInsOf(ctx, { userId: user.id, reason: "password_reset" });
    await ctx.db.deleteFrom("failed_sign_ins").where("subject", "=", user.email).execute();
    const reader = { name: user.name, language: user.language === "en" ? "en" : "id" } as const;
    await writeMail(ctx, { to: user.email, ...passwordChangedMail(reader, `${ctx.ports.publicUrl}/forgot-password`) });
  });
}

async function requireReset(ctx: { db: Db; now(): Date }, token: string) {
  const found = await ctx.db
    .selectFrom("password_resets")
    .selectAll()
    .where("token_hash", "=", hashToken(token))
    .forUpdate()
    .executeTakeFirst();
  if (!found || found.used_at) throw invalid("token_invalid");
  if (found.expires_at <= ctx.now()) throw invalid("token_expired");
  const user = await ctx.db.selectFrom("users").selectAll().where("id", "=", found.user_id).executeTakeFirstOrThrow();
  return { user };
}
