import type { Ctx } from "../../kernel/context.ts";
import { conflict } from "../../kernel/errors.ts";
import { userIdOf } from "../../kernel/policy.ts";
import { signal } from "../../kernel/signals.ts";
import { lockSession, type SessionRow } from "./access-session.ts";
import { sessionDeleted, sessionStatusChanged } from "./events.ts";
import { noteActivity } from "./note-activity.ts";
import { presentChange } from "./present-session.ts";
import { sessionAsked } from "./wake-session.ts";

/** Brings a number online; one that is not paired shows a QR code. Asking again for one that runs changes nothing. */
export async function startSession(ctx: Ctx, id: string): Promise<SessionRow> {
  const session = await lockSession(ctx, id);
  if (isRunning(session)) return session;
  return ask(ctx, session, "start", "starting");
}

/** Connects again, for a line that seems stuck. */
export async function restartSession(ctx: Ctx, id: string): Promise<SessionRow> {
  return ask(ctx, await lockSession(ctx, id), "restart", "starting");
}

/** Takes a number offline and keeps its pairing; messages wait. */
export async function stopSession(ctx: Ctx, id: string): Promise<SessionRow> {
  const session = await lockSession(ctx, id);
  if (session.asked === "stop") return session;
  return ask(ctx, session, "stop", session.status);
}

/** Unlinks the device at WhatsApp and forgets the pairing. */
export async function logOutSession(ctx: Ctx, id: string): Promise<SessionRow> {
  const session = await lockSession(ctx, id);
  if (session.jid === null) throw conflict("session_not_paired");
  return ask(ctx, session, "logout", session.status);
}

/** Removes a number: the device is unlinked and its secrets are wiped; its messages stay. */
export async function deleteSession(ctx: Ctx, id: string): Promise<void> {
  const session = await lockSession(ctx, id);
  await ask(ctx, session, "delete", session.status);
  await ctx.publish(sessionDeleted, { sessionId: id, name: session.name });
}

function isRunning({ asked }: SessionRow): boolean {
  return asked === "start" || asked === "restart";
}

async function ask(
  ctx: Ctx,
  session: SessionRow,
  asked: "start" | "restart" | "stop" | "logout" | "delete",
  status: string,
): Promise<SessionRow> {
  const row = await ctx.db
    .updateTable("sessions")
    .set({
      asked,
      asked_at: ctx.now(),
      asked_by: userIdOf(ctx.actor),
      command: session.command + 1,
      ...(status !== session.status && { status, status_reason: null, status_at: ctx.now() }),
    })
    .where("organization_id", "=", ctx.organizationId)
    .where("id", "=", session.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await noteActivity(ctx, session.id, `asked_${asked}`);
  if (asked !== "delete") await ctx.publish(sessionStatusChanged, presentChange(row));
  ctx.afterCommit(() => signal(sessionAsked));
  return row;
}
