import { sql } from "kysely";
import type { Machine } from "../../kernel/context.ts";
import type { Lease } from "./lease.ts";

const DAY = 86_400_000;

/** What a number sent in each hour of the last day. */
export async function readSends({ database, ports }: Machine, lease: Lease): Promise<Record<number, number>> {
  const since = new Date(ports.clock.now().getTime() - DAY);
  const rows = await database.withTenant(lease.organizationId, (db) =>
    db
      .selectFrom("session_sends")
      .select(["hour", "sent"])
      .where("organization_id", "=", lease.organizationId)
      .where("session_id", "=", lease.sessionId)
      .where("hour", ">", since)
      .execute(),
  );
  return Object.fromEntries(rows.map(({ hour, sent }) => [hour.getTime(), sent]));
}

/** Adds to what a number sent, and forgets what is older than two days. */
export async function addSends(machine: Machine, lease: Lease, sends: { hour: Date; sent: number }[]): Promise<void> {
  if (sends.length === 0) return;
  const old = new Date(machine.ports.clock.now().getTime() - 2 * DAY);
  await machine.database.withTenant(lease.organizationId, async (db) => {
    await sql`insert into session_sends as s (organization_id, session_id, hour, sent)
      select ${lease.organizationId}, ${lease.sessionId}, hour, sent
      from unnest(${sends.map(({ hour }) => hour)}::timestamptz[], ${sends.map(({ sent }) => sent)}::int[]) as n (hour, sent)
      on conflict (organization_id, session_id, hour) do update set sent = s.sent + excluded.sent`.execute(db);
    await db
      .deleteFrom("session_sends")
      .where("organization_id", "=", lease.organizationId)
      .where("session_id", "=", lease.sessionId)
      .where("hour", "<", old)
      .execute();
  });
}
