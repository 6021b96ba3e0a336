import type { Account } from "@balas/whatsapp";
import { sql } from "kysely";
import { type Ctx, type Machine, runAsTenant } from "../../kernel/context.ts";
import { type SessionStatus, sessionQr, sessionStatusChanged } from "./events.ts";
import type { Lease } from "./lease.ts";
import { noteActivity } from "./note-activity.ts";
import { presentChange } from "./present-session.ts";

export interface StatusChange {
  status: SessionStatus;
  reason?: string;
  /** Who is paired, as the connection told; null when nobody is any more. */
  account?: Account | null;
  /** The ask that is carried out with this. */
  handled?: number;
  /** True when the number should not be brought online again by itself; a newer ask is left alone. */
  stopsAsking?: boolean;
}

/** Writes how a number is, as the holder of its lease; false when the lease was lost, and then nothing is written. */
export function saveStatus(machine: Machine, lease: Lease, change: StatusChange): Promise<boolean> {
  return asHolder(machine, lease, async (ctx) => {
    const before = await selectSession(ctx, lease).executeTakeFirst();
    if (!before) return;
    const now = ctx.now();
    const isNew = before.status !== change.status || before.status_reason !== (change.reason ?? null);
    const row = await ctx.db
      .updateTable("sessions")
      .set({
        status: change.status,
        status_reason: change.reason ?? null,
        ...(isNew && { status_at: now }),
        ...(change.status === "online" && { last_online_at: now }),
        ...(change.account !== undefined && accountColumns(change.account)),
        ...(change.account && before.paired_at === null && { paired_at: now }),
        ...(change.handled !== undefined && { handled: change.handled }),
        // What was deleted stays deleted, also when there was nothing to unlink.
        ...(change.stopsAsking &&
          before.asked !== "delete" &&
          before.command === change.handled && { asked: "stop" as const, asked_by: null }),
      })
      .where("organization_id", "=", lease.organizationId)
      .where("id", "=", lease.sessionId)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (change.status !== "pairing") await deletePairing(ctx, lease);
    if (row.asked === "delete") return;
    if (isNew) await noteActivity(ctx, lease.sessionId, `is_${change.status}`, { reason: change.reason ?? null });
    await ctx.publish(sessionStatusChanged, presentChange(row));
  });
}

/** Shows a QR code in place of the one before. */
export function saveQr(machine: Machine, lease: Lease, qr: { text: string; expiresAt: Date }): Promise<boolean> {
  return asHolder(machine, lease, async (ctx) => {
    const sealed = await ctx.ports.sealer.seal(lease.organizationId, Buffer.from(qr.text));
    await ctx.db
      .insertInto("session_pairings")
      .values({
        organization_id: lease.organizationId,
        session_id: lease.sessionId,
        sealed_qr: sealed,
        expires_at: qr.expiresAt,
      })
      .onConflict((on) =>
        on.columns(["organization_id", "session_id"]).doUpdateSet({ sealed_qr: sealed, expires_at: qr.expiresAt }),
      )
      .execute();
    await ctx.publish(sessionQr, {
      sessionId: lease.sessionId,
      text: qr.text,
      expiresAt: qr.expiresAt.toISOString(),
    });
  });
}

/** Runs in one transaction that holds the lease; false when it was lost. */
async function asHolder(machine: Machine, lease: Lease, work: (ctx: Ctx) => Promise<void>): Promise<boolean> {
  const who = { organizationId: lease.organizationId, actor: { kind: "system" as const, name: "gateway" } };
  return runAsTenant(machine, who, async (ctx) => {
    const { rows } = await sql`select 1 from session_leases
      where organization_id = ${lease.organizationId} and session_id = ${lease.sessionId} and fence = ${lease.fence}
      for share`.execute(ctx.db);
    if (rows.length === 0) return false;
    await work(ctx);
    return true;
  });
}

function selectSession(ctx: Ctx, lease: Lease) {
  return ctx.db
    .selectFrom("sessions")
    .selectAll()
    .where("organization_id", "=", lease.organizationId)
    .where("id", "=", lease.sessionId)
    .forUpdate();
}

async function deletePairing(ctx: Ctx, lease: Lease): Promise<void> {
  await ctx.db
    .deleteFrom("session_pairings")
    .where("organization_id", "=", lease.organizationId)
    .where("session_id", "=", lease.sessionId)
    .execute();
}

function accountColumns(account: Account | null) {
  // The number stays visible after a log-out, so that people know which one to pair again.
  if (!account) return { jid: null, lid: null };
  return {
    jid: account.jid,
    lid: account.lid ?? null,
    phone: account.phone,
    push_name: account.name ?? null,
    platform: account.platform ?? null,
  };
}
