import type { Ctx } from "../../kernel/context.ts";
import { conflict } from "../../kernel/errors.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { accessImportToChange, type ImportRow } from "./access-import.ts";
import { checkImport } from "./check-import.job.ts";
import { readFormat, readMapping } from "./present-import.ts";
import { runImport } from "./run-import.job.ts";

/** Asks for a dry run: counts what an import would do, and changes nobody. */
export async function startCheck(ctx: Ctx, id: string): Promise<ImportRow> {
  const row = await requireMapped(ctx, id);
  await ctx.enqueue(checkImport, { importId: id }, { key: `check-${id}`, queue: queueOf(ctx) });
  return setStatus(ctx, row, { status: "checking", failure: null, check_counts: null });
}

/** Starts the import; from now on its mapping is fixed. */
export async function startImport(ctx: Ctx, id: string): Promise<ImportRow> {
  const row = await requireMapped(ctx, id);
  const format = readFormat(row);
  const hasHeader = readMapping(row)?.hasHeader ?? format.hasHeader;
  await ctx.enqueue(runImport, { importId: id }, { key: `import-${id}`, queue: queueOf(ctx) });
  return setStatus(ctx, row, {
    status: "importing",
    failure: null,
    started_at: ctx.now(),
    started_by: userIdOf(ctx.actor),
    position: hasHeader ? format.afterHeader : format.start,
    next_row: hasHeader ? 2 : 1,
  });
}

/** Imports of an organization run one after another: two at once would only wait for each other's rows. */
function queueOf(ctx: Ctx): string {
  return `imports-${ctx.organizationId}`;
}

async function requireMapped(ctx: Ctx, id: string): Promise<ImportRow> {
  const row = await accessImportToChange(ctx, id);
  if (row.status === "uploaded") throw conflict("import_not_mapped");
  if (row.status !== "mapped" && row.status !== "checked")
    throw conflict("import_not_changeable", { status: row.status });
  return row;
}

async function setStatus(
  ctx: Ctx,
  row: ImportRow,
  change: {
    status: string;
    failure: string | null;
    check_counts?: null;
    started_at?: Date;
    started_by?: string | null;
    position?: number;
    next_row?: number;
  },
): Promise<ImportRow> {
  return ctx.db
    .updateTable("imports")
    .set(change)
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
