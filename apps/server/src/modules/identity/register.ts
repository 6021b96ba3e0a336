import { sql } from "kysely";
import type { SystemCtx } from "../../kernel/context.ts";
import { forbidden, invalid } from "../../kernel/errors.ts";
import type { SystemScope } from "../../kernel/scope.ts";
import { requireStrongPassword } from "./check-password.ts";
import { sendVerification } from "./email-verification.ts";
import { alreadyRegisteredMail } from "./mail-texts.ts";
import { hashPassword } from "./password-hash.ts";
import { presentProfile } from "./present-profile.ts";
import type { Language, PresentedProfile } from "./schema.ts";
import { writeMail } from "./write-mail.ts";

/** Version of the terms that people accept now; a new text gets a new version. */
export const termsVersion = "2026-01";

export interface Registration {
  name: string;
  email: string;
  password: string;
  acceptTerms: boolean;
  language: Language;
  zone: string;
}

/**
 * Signs a person up and mails the link that proves the address. For an address that already has an account the answer
 * looks the same, and its owner gets a mail instead. The first person of an installation without a mail server is its
 * operator, whose mail nobody could deliver: he may sign in at once.
 */
export async function register(
  scope: SystemScope,
  registration: Registration,
): Promise<{ user: PresentedProfile; emailVerificationRequired: boolean }> {
  if (!registration.acceptTerms) throw invalid("terms_not_accepted");
  requireStrongPassword(registration.password, registration);
  const passwordHash = await hashPassword(registration.password);
  return scope.inSystemTransaction("sign up", async (ctx) => {
    // One at a time: two people must not both become the first, nor one address two accounts.
    await sql`select pg_advisory_xact_lock(hashtext('balas sign-up'))`.execute(ctx.db);
    await requireOpenSignUp(ctx, registration.email);
    const known = await ctx.db
      .selectFrom("users")
      .selectAll()
      .where("email", "=", registration.email)
      .executeTakeFirst();
    if (known?.verified_at) {
      await writeMail(ctx, {
        to: known.email,
        ...alreadyRegisteredMail(
          { name: known.name, language: known.language === "en" ? "en" : "id" },
          `${ctx.ports.publicUrl}/sign-in`,
        ),
      });
      return { user: await unsaved(ctx, registration), emailVerificationRequired: true };
    }
    const isOperator = !known && !ctx.ports.mailer.isConfigured && !(await hasAnybody(ctx));
    const now = ctx.now();
    const row = {
      name: registration.name,
      password_hash: passwordHash,
      language: registration.language,
      zone: registration.zone,
      terms_version: termsVersion,
      terms_accepted_at: now,
    };
    const user = await ctx.db
      .insertInto("users")
      .values({
        ...row,
        email: registration.email,
        created_at: now,
        ...(isOperator ? { verified_at: now, operator_since: now } : {}),
      })
      .onConflict((conflict) => conflict.column("email").doUpdateSet(row))
      .returningAll()
      .executeTakeFirstOrThrow();
    await sendVerification(ctx, user);
    return { user: presentProfile(user), emailVerificationRequired: !isOperator };
  });
}

async function requireOpenSignUp(ctx: SystemCtx, address: string): Promise<void> {
  if (ctx.ports.signUp === "open") return;
  const expected = await ctx.db
    .selectFrom("expected_people")
    .select("email")
    .where("email", "=", address)
    .where("until", ">", ctx.now())
    .executeTakeFirst();
  if (!expected && (await hasAnybody(ctx))) throw forbidden("sign_up_by_invitation");
}

async function hasAnybody(ctx: SystemCtx): Promise<boolean> {
  return (await ctx.db.selectFrom("users").select("id").limit(1).executeTakeFirst()) !== undefined;
}

/** The same answer as for a new account; its id leads nowhere. */
async function unsaved(ctx: SystemCtx, registration: Registration): Promise<PresentedProfile> {
  const { rows } = await sql<{ id: string }>`select uuidv7() as id`.execute(ctx.db);
  const { name, email, language, zone } = registration;
  return { id: rows[0]?.id ?? "", name, email, phone: null, language, zone, avatarUrl: null, isOperator: false };
}
