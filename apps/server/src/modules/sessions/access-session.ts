import type { Selectable } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { notFound } from "../../kernel/errors.ts";
import type { Sessions } from "../../kernel/schema.ts";

export type SessionRow = Selectable<Sessions>;

/** Loads a number of the organization; one that is absent or deleted is not found. */
export async function accessSession(ctx: Ctx, id: string): Promise<SessionRow> {
  const row = await selectSession(ctx, id).executeTakeFirst();
  if (!row) throw notFound("session_not_found");
  return row;
}

/** The same for those who live without it: what was said by a number outlives it. */
export async function findSession(ctx: Ctx, id: string): Promise<SessionRow | undefined> {
  return selectSession(ctx, id).executeTakeFirst();
}

/** The same, locked until the transaction ends: for commands that change it. */
export async function lockSession(ctx: Ctx, id: string): Promise<SessionRow> {
  const row = await selectSession(ctx, id).forUpdate().executeTakeFirst();
  if (!row) throw notFound("session_not_found");
  return row;
}

function selectSession(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom("sessions")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", id)
    .where("asked", "<>", "delete");
}
