import { sql } from "kysely";
import type { Sweep } from "./module.ts";

/** A screen that was away for longer fetches its lists again; a week also lets one see what led to something. */
const keptForDays = 7;
const atOnce = 50_000;

/** Forgets stamped facts after a week; what they were about stays in the tables of its module. */
export const forgetFacts: Sweep = {
  name: "kernel.forget-facts",
  everySeconds: 600,
  async run(scope) {
    for (;;) {
      const gone = await scope.inSystemTransaction("forget old facts of all organizations", async (ctx) => {
        const before = new Date(ctx.now().getTime() - keptForDays * 86_400_000);
        const { numAffectedRows } = await sql`delete from events where (organization_id, id) in
          (select organization_id, id from events where at < ${before} and seq is not null limit ${atOnce})`.execute(
          ctx.db,
        );
        return Number(numAffectedRows ?? 0);
      });
      if (gone < atOnce) return;
    }
  },
};
