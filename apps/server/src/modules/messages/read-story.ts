import { sql } from "kysely";
import type { Ctx } from "../../kernel/context.ts";
import { notFound } from "../../kernel/errors.ts";
import { accessSession } from "../sessions/index.ts";
import { accessMessage } from "./access-message.ts";
import type { MessageStatus } from "./events.ts";
import { presentMessage } from "./present-message.ts";

/** One message with what happened to it and when: queued, sending, sent, delivered, read, failed or cancelled. */
export async function readStory(ctx: Ctx, sessionId: string, messageId: string) {
  await accessSession(ctx, sessionId);
  const message = await accessMessage(ctx, messageId);
  if (message.session_id !== sessionId) throw notFound();
  const taken = await sql<{ claimed_at: Date | null }>`
    select claimed_at from outbox
    where organization_id = ${ctx.organizationId} and session_id = ${sessionId} and wa_id = ${message.wa_id}`.execute(
    ctx.db,
  );
  const isOurs = message.direction === "outgoing" && !message.from_phone;
  const steps: { status: MessageStatus; at: Date | null; reason?: string }[] = [
    { status: "received", at: message.direction === "incoming" ? message.at : null },
    { status: "queued", at: isOurs ? message.at : null },
    { status: "sending", at: taken.rows[0]?.claimed_at ?? null },
    { status: "sent", at: message.sent_at },
    { status: "delivered", at: message.delivered_at },
    { status: "read", at: message.read_at },
    {
      status: message.status === "cancelled" ? "cancelled" : "failed",
      at: message.ended_at,
      ...(message.reason !== null && { reason: message.reason }),
    },
  ];
  const story = steps.flatMap((step) => (step.at ? [{ ...step, at: step.at.toISOString() }] : []));
  return { ...presentMessage(message), story };
}
