import { sql } from "kysely";
import { z } from "zod";
import { forbidden } from "../../kernel/errors.ts";
import { cutPage, readCursor } from "../../kernel/paging.ts";
import type { PersonCtx } from "../../kernel/route.ts";
import type { SystemScope } from "../../kernel/scope.ts";

const keptFor = 30 * 24 * 60 * 60 * 1000;

/** Lists the mails that wait for the operator to pass on, newest first; only he may read them. */
export async function listOutbox(ctx: PersonCtx, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const operator = await ctx.db
    .selectFrom("users")
    .select("id")
    .where("id", "=", ctx.userId)
    .where("operator_since", "is not", null)
    .executeTakeFirst();
  if (!operator) throw forbidden("operator_only");
  const after = readCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()]));
  let mails = ctx.db
    .selectFrom("mails")
    .selectAll()
    .where("sent_at", "is", null)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1);
  if (after) mails = mails.where(sql<boolean>`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  return cutPage(
    await mails.execute(),
    limit,
    (row) => [row.created_at.toISOString(), row.id],
    (row) => ({
      id: row.id,
      to: row.recipient,
      subject: row.subject,
      text: row.text,
      html: row.html,
      createdAt: row.created_at.toISOString(),
    }),
  );
}

/** Removes what has ended: old mails, spent links, sign-ins long over, counts of wrong passwords. */
export async function removeEnded(scope: SystemScope): Promise<void> {
  await scope.inSystemTransaction("remove what has ended", async (ctx) => {
    const now = ctx.now();
    const long = new Date(now.getTime() - keptFor);
    await ctx.db.deleteFrom("mails").where("created_at", "<", long).execute();
    await ctx.db.deleteFrom("email_verifications").where("expires_at", "<", long).execute();
    await ctx.db.deleteFrom("password_resets").where("expires_at", "<", long).execute();
    await ctx.db.deleteFrom("sign_ins").where("expires_at", "<", long).execute();
    await ctx.db.deleteFrom("failed_sign_ins").where("window_ends_at", "<", now).execute();
    await ctx.db.deleteFrom("expected_people").where("until", "<", now).execute();
  });
}
