import { sql } from "kysely";
import type { SystemCtx } from "../../kernel/context.ts";
import { hashToken, newToken } from "../../kernel/crypto.ts";
import { invalid } from "../../kernel/errors.ts";
import { verificationMail } from "./mail-texts.ts";
import { writeMail } from "./write-mail.ts";

const lifetime = 3 * 24 * 60 * 60 * 1000;
const resendsInHour = 5;

/** Mails a link that proves the person's address. */
export async function sendVerification(
  ctx: SystemCtx,
  user: { id: string; name: string; email: string; language: string; password_hash: string },
): Promise<void> {
  const token = newToken();
  const now = ctx.now();
  await ctx.db
    .insertInto("email_verifications")
    .values({
      token_hash: hashToken(token),
      user_id: user.id,
      name: user.name,
      password_hash: user.password_hash,
      created_at: now,
      expires_at: new Date(now.getTime() + lifetime),
    })
    .execute();
  const reader = { name: user.name, language: user.language === "en" ? "en" : "id" } as const;
  await writeMail(ctx, {
    to: user.email,
    ...verificationMail(reader, `${ctx.ports.publicUrl}/verify-email?token=${token}`),
  });
}

/** Mails another link to a person who has not proved his address; says nothing about whether there is one. */
export async function resendVerification(ctx: SystemCtx, address: string): Promise<void> {
  const user = await ctx.db
    .selectFrom("users")
    .selectAll()
    .where("email", "=", address)
    .where("verified_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!user) return;
  const { count } = await ctx.db
    .selectFrom("email_verifications")
    .select((expression) => expression.fn.countAll<number>().as("count"))
    .where("user_id", "=", user.id)
    .where("created_at", ">", new Date(ctx.now().getTime() - 60 * 60 * 1000))
    .executeTakeFirstOrThrow();
  if (Number(count) <= resendsInHour) await sendVerification(ctx, user);
}

/** Proves an address by the token of its mail; a second click on the same link is fine. The first person is the operator. */
export async function verifyEmail(ctx: SystemCtx, token: string): Promise<void> {
  const now = ctx.now();
  const found = await ctx.db
    .selectFrom("email_verifications")
    .selectAll()
    .where("token_hash", "=", hashToken(token))
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw invalid("token_invalid");
  if (found.used_at) return;
  if (found.expires_at <= now) throw invalid("token_expired");
  await sql`select pg_advisory_xact_lock(hashtext('balas sign-up'))`.execute(ctx.db);
  const verified = await ctx.db
    .updateTable("users")
    .set({ verified_at: now, name: found.name, password_hash: found.password_hash })
    .where("id", "=", found.user_id)
    .where("verified_at", "is", null)
    .executeTakeFirst();
  await ctx.db
    .updateTable("email_verifications")
    .set({ used_at: now })
    .where("token_hash", "=", found.token_hash)
    .execute();
  // What was mailed for another registration of this address must not change the account any more.
  await ctx.db
    .deleteFrom("email_verifications")
    .where("user_id", "=", found.user_id)
    .where("used_at", "is", null)
    .execute();
  if (verified.numUpdatedRows > 0n) await makeFirstOperator(ctx, found.user_id);
}

async function makeFirstOperator(ctx: SystemCtx, userId: string): Promise<void> {
  const operator = await ctx.db
    .selectFrom("users")
    .select("id")
    .where("operator_since", "is not", null)
    .executeTakeFirst();
  if (operator) return;
  await ctx.db.updateTable("users").set({ operator_since: ctx.now() }).where("id", "=", userId).execute();
}
