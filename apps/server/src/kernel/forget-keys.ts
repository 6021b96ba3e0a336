import { sql } from "kysely";
import type { Sweep } from "./module.ts";

const keptForHours = 24;

/** Forgets the answers of Idempotency-Keys after a day: nobody repeats a request for longer. */
export const forgetKeys: Sweep = {
  name: "kernel.forget-keys",
  everySeconds: 3600,
  run: (scope) =>
    scope.inSystemTransaction("forget idempotency keys of all organizations", async (ctx) => {
      const before = new Date(ctx.now().getTime() - keptForHours * 3_600_000);
      await sql`delete from idempotency_keys where created_at < ${before}`.execute(ctx.db);
    }),
};
