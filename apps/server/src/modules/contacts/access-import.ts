import type { Selectable } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { notFound } from "../../kernel/errors.ts";
import type { Imports } from "../../kernel/schema.ts";

export type ImportRow = Selectable<Imports>;

/** Loads an import; absent = another's = 404. */
export async function accessImport(ctx: Ctx, id: string): Promise<ImportRow> {
  const row = await ctx.db
    .selectFrom("imports")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** The same, locked until the transaction ends. */
export async function accessImportToChange(ctx: Ctx, id: string): Promise<ImportRow> {
  const row = await ctx.db
    .selectFrom("imports")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}
