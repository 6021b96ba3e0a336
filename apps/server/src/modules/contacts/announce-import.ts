import type { Ctx } from "../../kernel/context.ts";
import { accessImport } from "./access-import.ts";
import { importProgressed } from "./events.ts";
import { presentImport } from "./present-import.ts";

/** Tells the screens how far an import is. */
export async function announceImport(ctx: Ctx, importId: string): Promise<void> {
  const { id, status, counts, progress } = await presentImport(ctx, await accessImport(ctx, importId));
  const { reasons: _reasons, ...sums } = counts;
  await ctx.publish(importProgressed, { importId: id, status, counts: sums, progress });
}
