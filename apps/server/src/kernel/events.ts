import { sql } from "kysely";
import type { Database, Db } from "./db.ts";
import type { Fact } from "./fact.ts";
import type { Log } from "./log.ts";
import { signal, waitForSignal } from "./signals.ts";

/** Signal: facts were committed and wait for the pump. */
export const factsWaiting = "facts waiting";
/** Signal: the pump has stamped facts, so the real-time role can push them. */
export const factsStamped = "facts stamped";
/** Notification channel of Postgres with the same meaning, across processes. */
export const factsChannel = "balas_facts";

const batchSize = 2000;
const pollUnderLoad = 20;
const pollIdle = 250;

export interface StampedFact {
  organizationId: string;
  id: number;
  seq: number;
  name: string;
  data: unknown;
  at: Date;
}

/** What the pump must know of a listener. */
export interface Subscription {
  factName: string;
  /** Name of the job that runs the listener. */
  jobName: string;
  when?: (data: never) => boolean;
  /** Gets the facts of one organization that were stamped together in one job. */
  isBatched?: boolean;
}

/** Writes facts of one kind in the transaction of what caused them, in this order and in one statement. */
export async function publishIn<Data>(
  target: { db: Db; organizationId: string; now: Date; effects: (() => void)[] },
  fact: Fact<Data>,
  data: readonly Data[],
): Promise<void> {
  if (data.length === 0) return;
  // `with ordinality` keeps the order: ids are given in it, and the pump stamps by id.
  await sql`insert into events (organization_id, name, data, at)
    select ${target.organizationId}::uuid, ${fact.name}, data, ${target.now}::timestamptz
    from unnest(${data.map((one) => JSON.stringify(one))}::jsonb[]) with ordinality as fact (data, place)
    order by place`.execute(target.db);
  target.effects.push(wakePump);
}

// One function object, so that a transaction with many facts wakes the pump once.
function wakePump(): void {
  signal(factsWaiting);
}

/**
 * Stamps one batch of committed facts with the sequence of their organization and adds the jobs of their listeners,
 * all in one transaction. Returns how many were stamped; 0 also when another process holds the pump.
 *
 * Stamping after commit is the point: a reader of `id > cursor` misses a fact whose transaction commits late (seen),
 * a reader of `seq > cursor` can't.
 */
export async function pumpOnce(database: Database, subscriptions: readonly Subscription[]): Promise<number> {
  const stamped = await database.withSystem("stamp facts of all organizations", async (db) => {
    const lock = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(hashtext('balas pump')) as held`.execute(
      db,
    );
    if (!lock.rows[0]?.held) return [];
    const { rows } = await sql<{ organization_id: string; id: number; name: string; data: unknown; at: Date }>`
      select organization_id, id, name, data, at from events where seq is null order by id limit ${batchSize}`.execute(
      db,
    );
    if (rows.length === 0) return [];

    const organizations = [...new Set(rows.map((row) => row.organization_id))];
    const sequences = await sql<{ organization_id: string; last_seq: number }>`
      select organization_id, last_seq from event_sequences where organization_id = any(${organizations})`.execute(db);
    const last = new Map(sequences.rows.map((row) => [row.organization_id, row.last_seq]));
    const facts: StampedFact[] = rows.map((row) => {
      const seq = (last.get(row.organization_id) ?? 0) + 1;
      last.set(row.organization_id, seq);
      return { organizationId: row.organization_id, id: row.id, seq, name: row.name, data: row.data, at: row.at };
    });

    await sql`update events set seq = stamp.seq
      from unnest(${facts.map((fact) => fact.organizationId)}::uuid[], ${facts.map((fact) => fact.id)}::bigint[],
        ${facts.map((fact) => fact.seq)}::bigint[]) as stamp (organization_id, id, seq)
      where events.organization_id = stamp.organization_id and events.id = stamp.id`.execute(db);
    await sql`insert into event_sequences (organization_id, last_seq)
      select * from unnest(${organizations}::uuid[], ${organizations.map((id) => last.get(id) ?? 0)}::bigint[])
      on conflict (organization_id) do update set last_seq = excluded.last_seq`.execute(db);
    await addListenerJobs(db, facts, subscriptions);
    await sql`select pg_notify(${factsChannel}, '')`.execute(db);
    return facts;
  });
  if (stamped.length > 0) signal(factsStamped);
  return stamped.length;
}

async function addListenerJobs(db: Db, facts: StampedFact[], subscriptions: readonly Subscription[]): Promise<void> {
  const names: string[] = [];
  const payloads: string[] = [];
  const add = (name: string, organizationId: string, data: unknown) => {
    names.push(name);
    payloads.push(JSON.stringify({ organizationId, data }));
  };
  for (const subscription of subscriptions) {
    const batches = new Map<string, unknown[]>();
    for (const fact of facts) {
      if (subscription.factName !== fact.name) continue;
      if (subscription.when && !subscription.when(fact.data as never)) continue;
      const event = { id: fact.id, seq: fact.seq, data: fact.data };
      if (!subscription.isBatched) add(subscription.jobName, fact.organizationId, event);
      else batchOf(batches, fact.organizationId).push(event);
    }
    for (const [organizationId, batch] of batches) add(subscription.jobName, organizationId, batch);
  }
  if (names.length === 0) return;
  // 35,000 jobs/s in bulk; the same jobs added one by one inside each business transaction cost nine tenths of its speed.
  await sql`select from graphile_worker.add_jobs(array(
    select row(name, payload, null, null, null, null, null, null)::graphile_worker.job_spec
    from unnest(${names}::text[], ${payloads}::json[]) as job (name, payload)))`.execute(db);
}

function batchOf(batches: Map<string, unknown[]>, organizationId: string): unknown[] {
  const batch = batches.get(organizationId) ?? [];
  batches.set(organizationId, batch);
  return batch;
}

/** Runs the pump until aborted; one process pumps at a time, the others stand by. */
export async function runPump(
  database: Database,
  subscriptions: readonly Subscription[],
  log: Log,
  abort: AbortSignal,
): Promise<void> {
  let wait = pollIdle;
  while (!abort.aborted) {
    try {
      const count = await pumpOnce(database, subscriptions);
      if (count === batchSize) continue;
      wait = count > 0 ? pollUnderLoad : Math.min(pollIdle, wait * 2);
    } catch (error) {
      log.error({ err: error }, "the pump failed and tries again");
      wait = 1000;
    }
    await waitForSignal(factsWaiting, wait, abort);
  }
}
