import { sql } from "kysely";
import { z } from "zod";
import type { Ctx } from "../../kernel/context.ts";
import { cutPage, readCursor } from "../../kernel/paging.ts";

export const presentedAuditEntry = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  action: z.string().describe("The fact, for example member.role_changed."),
  by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  data: z.record(z.string(), z.unknown()),
});

/** Writes down a fact about people, roles or keys; the same fact heard twice is written once. */
export async function noteAudit(
  ctx: Ctx,
  entry: { action: string; by: string | null; data: object; eventId: number },
): Promise<void> {
  await ctx.db
    .insertInto("audit_entries")
    .values({
      organization_id: ctx.organizationId,
      at: ctx.now(),
      user_id: entry.by,
      action: entry.action,
      data: JSON.stringify(entry.data),
      event_id: entry.eventId,
    })
    .onConflict((clash) => clash.columns(["organization_id", "event_id"]).doNothing())
    .execute();
}

/** Lists who did what, newest first. */
export async function listAudit(ctx: Ctx, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const before = readCursor(cursor, z.tuple([z.uuid()]))?.[0] ?? null;
  const { rows } = await sql<{
    id: string;
    at: Date;
    action: string;
    user_id: string | null;
    name: string | null;
    data: Record<string, unknown>;
  }>`
    select entry.id, entry.at, entry.action, entry.user_id, person.name, entry.data
    from audit_entries entry left join lateral person_of(entry.user_id) person on true
    where entry.organization_id = ${ctx.organizationId} and (${before}::uuid is null or entry.id < ${before}::uuid)
    order by entry.id desc limit ${limit + 1}`.execute(ctx.db);
  return cutPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => ({
      id: row.id,
      at: row.at.toISOString(),
      action: row.action,
      by: row.user_id ? { id: row.user_id, name: row.name ?? "" } : null,
      data: row.data,
    }),
  );
}
