import { sql } from "kysely";
import type { SystemScope } from "../../kernel/scope.ts";

const monthsAhead = 3;

/** Makes the partitions of the months to come, so that no row lands in the default one. */
export async function makePartitions(scope: SystemScope): Promise<void> {
  await scope.inSystemTransaction("make partitions of messages", async (ctx) => {
    for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
      const now = ctx.now();
      const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
      await sql`select make_messages_partition(${month.toISOString().slice(0, 10)}::date)`.execute(ctx.db);
    }
  });
}
