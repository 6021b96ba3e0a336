import type { Ctx } from "../../kernel/context.ts";
import { presentChange, presentSession } from "./present-session.ts";

/** All numbers of the organization, oldest first. */
export async function listSessions(ctx: Ctx) {
  return { items: (await selectSessions(ctx)).map((row) => presentSession(row, ctx.actor)) };
}

/** What other modules show of the numbers: name, color, phone and status. */
export async function listSessionSummaries(ctx: Ctx) {
  return (await selectSessions(ctx)).map((row) => {
    const { sessionId, name, phone, color, status, network } = presentChange(row);
    return { id: sessionId, name, phone, color, status, network };
  });
}

function selectSessions(ctx: Ctx) {
  return ctx.db
    .selectFrom("sessions")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("asked", "<>", "delete")
    .orderBy("id")
    .execute();
}
