import type pg from "pg";
import type { PacingProfileName } from "./pacing-profile.ts";

/** A lease that is not renewed for this long may be taken, though its holder may live. */
export const LEASE_SECONDS = 10;
/** A holder whose advisory lock is gone has died: its leases may be taken when they are this old. */
const DEAD_SECONDS = 2;

export interface Lease {
  organizationId: string;
  sessionId: string;
  fence: number;
}

export interface LeasedRow extends Lease {
  asked: "start" | "restart" | "stop" | "logout" | "delete";
  command: number;
  handled: number;
  pacingProfile: PacingProfileName;
}

const holderLives = `exists (select 1 from pg_locks where locktype = 'advisory' and objsubid = 1 and granted
  and (classid::bigint << 32) | objid::bigint = l.holder)`;

/**
 * Takes sessions that should run, or that have something to carry out, and that nobody holds. Time is the database's
 * own: processes with different clocks must agree on who holds what.
 */
export async function takeLeases(pool: pg.Pool, holder: bigint, limit: number): Promise<Lease[]> {
  const { rows } = await pool.query<Lease>(
    `with due as (
       select s.organization_id, s.id
       from sessions s
       left join session_leases l on l.organization_id = s.organization_id and l.session_id = s.id
       where (s.asked in ('start', 'restart') or s.handled < s.command)
         and (l.session_id is null or l.expires_at < clock_timestamp()
           or (l.expires_at < clock_timestamp() + make_interval(secs => ${LEASE_SECONDS - DEAD_SECONDS})
             and not ${holderLives}))
       order by s.asked_at limit $2 for update of s skip locked)
     insert into session_leases as l (organization_id, session_id, fence, holder, expires_at)
     select organization_id, id, 1, $1, clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}) from due
     on conflict (organization_id, session_id) do update
       set fence = l.fence + 1, holder = excluded.holder, expires_at = excluded.expires_at
     returning organization_id as "organizationId", session_id as "sessionId", fence`,
    [holder.toString(), limit],
  );
  return rows;
}

/** Renews what is held and tells what people ask of it now; a lease that is missing in the answer is lost. */
export async function renewLeases(pool: pg.Pool, leases: Lease[]): Promise<LeasedRow[]> {
  if (leases.length === 0) return [];
  const { rows } = await pool.query<LeasedRow>(
    `with held as (
       update session_leases l set expires_at = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
       from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as mine (organization_id, session_id, fence)
       where l.organization_id = mine.organization_id and l.session_id = mine.session_id and l.fence = mine.fence
       returning l.organization_id, l.session_id, l.fence)
     select h.organization_id as "organizationId", h.session_id as "sessionId", h.fence,
       s.asked, s.command, s.handled, s.pacing_profile as "pacingProfile"
     from held h join sessions s on s.organization_id = h.organization_id and s.id = h.session_id`,
    [leases.map((l) => l.organizationId), leases.map((l) => l.sessionId), leases.map((l) => l.fence)],
  );
  return rows;
}

/** Gives a lease back, so that the next holder need not wait. */
export async function releaseLease(pool: pg.Pool, lease: Lease): Promise<void> {
  await pool.query(
    `update session_leases set expires_at = '-infinity'
     where organization_id = $1 and session_id = $2 and fence = $3`,
    [lease.organizationId, lease.sessionId, lease.fence],
  );
}
