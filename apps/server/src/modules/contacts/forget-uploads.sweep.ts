import { sql } from "kysely";
import type { Sweep } from "../../kernel/module.ts";
import { importFileKey } from "./import-file.ts";

const keptForDays = 7;

/** Removes uploads that nobody started within a week: they hold people's data for no purpose. */
export const forgetUploads: Sweep = {
  name: "contacts.forget-uploads",
  everySeconds: 3600,
  async run(scope) {
    const gone = await scope.inSystemTransaction("forget uploads of all organizations", async (ctx) => {
      const before = new Date(ctx.now().getTime() - keptForDays * 24 * 3600 * 1000);
      const { rows } = await sql<{ organization_id: string; id: string }>`
        delete from imports where status in ('uploaded', 'mapped', 'checked') and created_at < ${before}
        returning organization_id, id`.execute(ctx.db);
      return rows;
    });
    for (const row of gone) await scope.ports.storage.remove(importFileKey(row.organization_id, row.id));
  },
};
