import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { cutPage, readCursor } from "../../kernel/paging.ts";
import type { importListQuery, PresentedImport } from "./import-shapes.ts";
import { presentImport } from "./present-import.ts";

/** Lists imports, newest first. */
export async function listImports(
  ctx: Ctx,
  query: z.infer<typeof importListQuery>,
): Promise<{ items: PresentedImport[]; nextCursor: string | null }> {
  const key = readCursor(query.cursor, z.tuple([z.uuid()]));
  let select = ctx.db
    .selectFrom("imports")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .orderBy("id", "desc")
    .limit(query.limit + 1);
  if (key) select = select.where("id", "<", key[0]);
  if (query.status) select = select.where("status", "=", query.status);
  const page = cutPage(
    await select.execute(),
    query.limit,
    (row) => [row.id],
    (row) => row,
  );
  const items: PresentedImport[] = [];
  for (const row of page.items) items.push(await presentImport(ctx, row));
  return { items, nextCursor: page.nextCursor };
}
