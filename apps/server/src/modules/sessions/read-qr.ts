import type { Ctx } from "../../kernel/context.ts";
import { conflict } from "../../kernel/errors.ts";
import { accessSession } from "./access-session.ts";

/** The QR code that a number shows now; it changes every 20 seconds. Conflict when none is shown. */
export async function readQr(ctx: Ctx, id: string): Promise<{ text: string; expiresAt: string }> {
  const session = await accessSession(ctx, id);
  const shown = await ctx.db
    .selectFrom("session_pairings")
    .select(["sealed_qr", "expires_at"])
    .where("organization_id", "=", ctx.organizationId)
    .where("session_id", "=", id)
    .executeTakeFirst();
  if (session.status !== "pairing" || !shown || shown.expires_at <= ctx.now()) {
    throw conflict("no_qr", { status: session.status });
  }
  const text = await ctx.ports.sealer.open(ctx.organizationId, shown.sealed_qr);
  return { text: text.toString(), expiresAt: shown.expires_at.toISOString() };
}
