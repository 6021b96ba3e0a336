import type { Ctx } from "../../kernel/context.ts";
import { conflict, invalid } from "../../kernel/errors.ts";
import { accessImportToChange, type ImportRow } from "./access-import.ts";
import { requireFields } from "./contact-fields.ts";
import type { Mapping } from "./import-shapes.ts";
import { requireTags } from "./tags.ts";

const changeable = new Set(["uploaded", "mapped", "checked"]);

/** Keeps what the columns mean. A dry run made before no longer counts. */
export async function mapImport(ctx: Ctx, id: string, mapping: Mapping): Promise<ImportRow> {
  const row = await accessImportToChange(ctx, id);
  if (!changeable.has(row.status)) throw conflict("import_not_changeable", { status: row.status });
  checkMapping(row, mapping);
  await requireTags(ctx, mapping.tagIds);
  const fields = mapping.columns.flatMap((column) => (column.startsWith("field:") ? [column.slice(6)] : []));
  await requireFields(ctx, fields);
  return ctx.db
    .updateTable("imports")
    .set({ mapping: JSON.stringify(mapping), status: "mapped", check_counts: null, checked_at: null })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

function checkMapping(row: ImportRow, mapping: Mapping): void {
  const { columns } = mapping;
  if (columns.length !== row.header.length)
    throw invalid("mapping_columns_mismatch", { expected: row.header.length, given: columns.length });
  if (!columns.includes("phone")) throw invalid("mapping_without_phone");
  const used = columns.filter((column) => column !== "ignore");
  const twice = used.find((column, index) => used.indexOf(column) !== index);
  if (twice) throw invalid("mapping_twice", { column: twice });
}
