import { sql } from "kysely";
import type { Db } from "../../kernel/db.ts";
import { limited } from "../../kernel/errors.ts";

const window = 15 * 60 * 1000;
/** From one address for one account; and for one account from anywhere, higher, so that a stranger can't easily lock out its owner. */
const mostFromAddress = 10;
const mostInAll = 60;

interface Attempt {
  email: string;
  ip: string;
}

/** Refuses further tries after too many wrong passwords, whether or not the account exists. */
export async function requireFewFailures(ctx: { db: Db; now(): Date }, attempt: Attempt): Promise<void> {
  const rows = await ctx.db
    .selectFrom("failed_sign_ins")
    .selectAll()
    .where(
      "subject",
      "in",
      subjectsOf(attempt).map(([subject]) => subject),
    )
    .where("window_ends_at", ">", ctx.now())
    .execute();
  for (const [subject, most] of subjectsOf(attempt)) {
    const row = rows.find((one) => one.subject === subject);
    if (!row || row.count < most) continue;
    const retryAfter = Math.ceil((row.window_ends_at.getTime() - ctx.now().getTime()) / 1000);
    throw limited("too_many_attempts", { retryAfter });
  }
}

/** Notes a wrong password. */
export async function noteFailure(ctx: { db: Db; now(): Date }, attempt: Attempt): Promise<void> {
  const now = ctx.now();
  const endsAt = new Date(now.getTime() + window);
  for (const [subject] of subjectsOf(attempt)) {
    await sql`insert into failed_sign_ins as known (subject, window_ends_at, count) values (${subject}, ${endsAt}, 1)
      on conflict (subject) do update set
        count = case when known.window_ends_at > ${now} then known.count + 1 else 1 end,
        window_ends_at = case when known.window_ends_at > ${now} then known.window_ends_at else ${endsAt} end`.execute(
      ctx.db,
    );
  }
}

/** Forgets the wrong passwords from this address, after a right one. */
export async function forgetFailures(ctx: { db: Db }, attempt: Attempt): Promise<void> {
  await ctx.db.deleteFrom("failed_sign_ins").where("subject", "=", `${attempt.email} ${attempt.ip}`).execute();
}

function subjectsOf({ email, ip }: Attempt): [subject: string, most: number][] {
  return [
    [`${email} ${ip}`, mostFromAddress],
    [email, mostInAll],
  ];
}
