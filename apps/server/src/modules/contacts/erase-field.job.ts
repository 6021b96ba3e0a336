import { sql } from "kysely";
import { z } from "zod";
import { job } from "../../kernel/jobs.ts";

const batchSize = 5_000;

/** Takes the values of a removed field out of all contacts, batch by batch, and then the field itself. */
export const eraseField = job("contacts.erase-field", z.object({ fieldId: z.uuid() }), async (scope, { fieldId }) => {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const last = await scope.inTransaction(async (ctx) => {
      const field = await ctx.db
        .selectFrom("custom_fields")
        .select("key")
        .where("organization_id", "=", ctx.organizationId)
        .where("id", "=", fieldId)
        .where("removed_at", "is not", null)
        .executeTakeFirst();
      if (!field) return undefined;
      const { rows } = await sql<{ last: string | null }>`
        with batch as (select id from contacts where organization_id = ${ctx.organizationId} and id > ${after}
          order by id limit ${batchSize}),
        erased as (update contacts set fields = fields - ${field.key}::text
          from batch where contacts.organization_id = ${ctx.organizationId} and contacts.id = batch.id
            and fields ? ${field.key})
        select max(id::text) as last from batch`.execute(ctx.db);
      if (rows[0]?.last) return rows[0].last;
      await ctx.db
        .deleteFrom("custom_fields")
        .where("organization_id", "=", ctx.organizationId)
        .where("id", "=", fieldId)
        .execute();
      return undefined;
    });
    if (last === undefined) return;
    after = last;
  }
});
