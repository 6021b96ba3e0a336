import { z } from "zod";
import type { SystemCtx } from "../../kernel/context.ts";
import { hashToken, newToken } from "../../kernel/crypto.ts";
import { systemJob } from "../../kernel/jobs.ts";
import { passwordResetMail } from "./mail-texts.ts";
import { writeMail } from "./write-mail.ts";

const lifetime = 60 * 60 * 1000;
const mostInHour = 5;

/** Asks for a link that sets a new password. The work is a job, so that the answer tells nothing, not even by its time. */
export async function forgotPassword(ctx: SystemCtx, address: string): Promise<void> {
  await ctx.enqueueSystem(sendPasswordReset, { email: address });
}

/** Mails the link, if the address belongs to a person. */
export const sendPasswordReset = systemJob(
  "identity.send-password-reset",
  z.object({ email: z.string() }),
  (scope, { email }) => scope.inSystemTransaction("mail a password reset", (ctx) => mailReset(ctx, email)),
);

async function mailReset(ctx: SystemCtx, address: string): Promise<void> {
  const user = await ctx.db
    .selectFrom("users")
    .selectAll()
    .where("email", "=", address)
    .where("verified_at", "is not", null)
    .forUpdate()
    .executeTakeFirst();
  if (!user) return;
  const now = ctx.now();
  const { count } = await ctx.db
    .selectFrom("password_resets")
    .select((expression) => expression.fn.countAll<number>().as("count"))
    .where("user_id", "=", user.id)
    .where("created_at", ">", new Date(now.getTime() - 60 * 60 * 1000))
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostInHour) return;
  const token = newToken();
  await ctx.db
    .insertInto("password_resets")
    .values({
      token_hash: hashToken(token),
      user_id: user.id,
      created_at: now,
      expires_at: new Date(now.getTime() + lifetime),
    })
    .execute();
  const reader = { name: user.name, language: user.language === "en" ? "en" : "id" } as const;
  await writeMail(ctx, {
    to: user.email,
    ...passwordResetMail(reader, `${ctx.ports.publicUrl}/reset-password?token=${token}`),
  });
}
