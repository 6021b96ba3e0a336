import { invalid } from "../../kernel/errors.ts";
import type { PersonCtx } from "../../kernel/route.ts";
import { requireStrongPassword } from "./check-password.ts";
import { passwordChangedMail } from "./mail-texts.ts";
import { hashPassword, isPassword } from "./password-hash.ts";
import { endSignInsOf } from "./sign-ins.ts";
import { writeMail } from "./write-mail.ts";

/** Changes one's own password; every other sign-in ends, this one goes on. */
export async function changePassword(
  ctx: PersonCtx,
  input: { currentPassword: string; newPassword: string },
): Promise<void> {
  const user = await ctx.db
    .selectFrom("users")
    .selectAll()
    .where("id", "=", ctx.userId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (!(await isPassword(input.currentPassword, user.password_hash))) throw invalid("wrong_password");
  requireStrongPassword(input.newPassword, user);
  await ctx.db
    .updateTable("users")
    .set({ password_hash: await hashPassword(input.newPassword) })
    .where("id", "=", user.id)
    .execute();
  await endSignInsOf(ctx, { userId: user.id, except: ctx.signInId, reason: "password_changed" });
  const reader = { name: user.name, language: user.language === "en" ? "en" : "id" } as const;
  await writeMail(ctx, { to: user.email, ...passwordChangedMail(reader, `${ctx.ports.publicUrl}/forgot-password`) });
}
