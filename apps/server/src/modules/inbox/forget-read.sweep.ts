import { sql } from "kysely";
import type { SystemScope } from "../../kernel/scope.ts";

const keptDays = 7;

/** Removes rows of messages read long ago: they are kept only so that a fact told twice counts once. */
export async function forgetRead(scope: SystemScope): Promise<void> {
  await scope.inSystemTransaction("forget what was read", async (ctx) => {
    const before = new Date(ctx.now().getTime() - keptDays * 86_400_000);
    await sql`delete from conversation_unread where read_at < ${before}`.execute(ctx.db);
  });
}
