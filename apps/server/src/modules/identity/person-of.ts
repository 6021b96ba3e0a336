import { sql } from "kysely";
import type { Db } from "../../kernel/db.ts";
import { notFound } from "../../kernel/errors.ts";
import type { Language } from "./schema.ts";

export interface Person {
  name: string;
  email: string;
  language: Language;
  avatarId: string | null;
}

/** What a member of an organization may know of a person whose id he has. */
export async function personOf(ctx: { db: Db }, userId: string): Promise<Person> {
  const { rows } = await sql<{ name: string | null; email: string; language: string; avatar_id: string | null }>`
    select * from person_of(${userId})`.execute(ctx.db);
  const row = rows[0];
  if (!row?.name) throw notFound("person_not_found");
  return { name: row.name, email: row.email, language: row.language === "en" ? "en" : "id", avatarId: row.avatar_id };
}

/** Tells whether an address belongs to a person who has proved it; for the system alone. */
export async function findVerifiedPerson(ctx: { db: Db }, email: string): Promise<{ userId: string } | undefined> {
  const row = await ctx.db
    .selectFrom("users")
    .select("id")
    .where("email", "=", email)
    .where("verified_at", "is not", null)
    .executeTakeFirst();
  return row && { userId: row.id };
}

/** Lets this address sign up until then, also where signing up is by invitation only. */
export async function expectPerson(ctx: { db: Db }, email: string, until: Date): Promise<void> {
  await sql`select expect_person(${email}, ${until})`.execute(ctx.db);
}
