import { sql } from "kysely";
import type { Sweep } from "../../kernel/module.ts";
import { enqueueBatch } from "./send-batch.job.ts";

/** Long enough for a batch to be queued; a job that died in the middle is made up for after it. */
const again = 5000;

/** Starts the next batch of campaigns that are due, also of those whose job vanished with its process. */
export const sweepDue: Sweep = {
  name: "campaigns.sweep-due",
  everySeconds: 1,
  async run(scope) {
    await scope.inSystemTransaction("find campaigns of all organizations that are due", async (ctx) => {
      // Skips a campaign that somebody works on at this moment: its batch is on its way.
      const { rows } = await sql<{ organization_id: string; id: string }>`
        update campaigns set next_batch_at = ${new Date(ctx.now().getTime() + again)}
        where (organization_id, id) in (
          select organization_id, id from campaigns
          where status in ('sending', 'stopping') and next_batch_at <= ${ctx.now()}
          order by next_batch_at limit 500 for update skip locked)
        returning organization_id, id`.execute(ctx.db);
      for (const row of rows)
        await enqueueBatch(
          ctx.inOrganization(row.organization_id, { kind: "system", name: "campaigns.sweep-due" }),
          row.id,
        );
    });
  },
};
