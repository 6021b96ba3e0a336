import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
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
/** What a notification says: who stamped. That process was woken by its own signal. */
export const thisProcess = randomUUID();

const batchSize = 2000;
const pollUnderLoad = 20;
const pollIdle = 250;
const gatherFor = 4;

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
    // A statement of its own after the lock, because it must see what the pump before us committed.
    const { rows: facts } = await sql<StampedFact>`
      with batch as materialized (
        select organization_id, id, row_number() over (partition by organization_id order by id) as place
        from (select organization_id, id from events where seq is null order by id limit ${batchSize}) as waiting
      ), stamped as (
        update events set seq = coalesce(event_sequences.last_seq, 0) + batch.place
        from batch left join event_sequences using (organization_id)
        where events.organization_id = batch.organization_id and events.id = batch.id
        returning events.organization_id, events.id, events.seq, events.name, events.data, events.at
      ), counted as (
        insert into event_sequences (organization_id, last_seq)
        select organization_id, max(seq) from stamped group by organization_id
        on conflict (organization_id) do update set last_seq = excluded.last_seq
      )
      select organization_id as "organizationId", id, seq, name, data, at from stamped order by id`.execute(db);
    if (facts.length > 0) await tell(db, facts, subscriptions);
    return facts;
  });
  if (stamped.length > 0) signal(factsStamped);
  return stamped.length;
}

/** Adds the jobs of the listeners and wakes the real-time role of other processes, once for all facts. */
async function tell(db: Db, facts: StampedFact[], subscriptions: readonly Subscription[]): Promise<void> {
  const { names, payloads } = listenerJobs(facts, subscriptions);
  if (names.length === 0) {
    await sql`select pg_notify(${factsChannel}, ${thisProcess})`.execute(db);
    return;
  }
  // 35,000 jobs/s in bulk; the same jobs added one by one inside each business transaction cost nine tenths of its speed.
  await sql`select pg_notify(${factsChannel}, ${thisProcess}), (select count(*) from graphile_worker.add_jobs(array(
    select row(name, payload, null, null, null, null, null, null)::graphile_worker.job_spec
    from unnest(${names}::text[], ${payloads}::json[]) as job (name, payload))))`.execute(db);
}

function listenerJobs(
  facts: StampedFact[],
  subscriptions: readonly Subscription[],
): { names: string[]; payloads: string[] } {
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
  return { names, payloads };
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
      // Under load what comes in these milliseconds goes along in one transaction; one by one it costs twice the time.
      if (count > 0) await sleep(gatherFor);
      wait = count > 0 ? pollUnderLoad : Math.min(pollIdle, wait * 2);
    } catch (error) {
      log.error({ err: error }, "the pump failed and tries again");
      wait = 1000;
    }
    await waitForSignal(factsWaiting, wait, abort);
  }
}
