import { sql } from "kysely";
import type { Database, Db } from "./db.ts";
import { type EnqueueOptions, enqueueIn, type JobReference } from "./enqueue.ts";
import { publishIn } from "./events.ts";
import type { Fact } from "./fact.ts";
import type { Actor } from "./policy.ts";
import type { Ports } from "./ports.ts";

/** What a command of a module gets: one organization, one actor, one transaction. */
export interface Ctx {
  organizationId: string;
  actor: Actor;
  /** The transaction. Use nothing else inside of it; make no network call inside of it. */
  db: Db;
  ports: Ports;
  requestId: string;
  /** Business time. */
  now(): Date;
  /** Writes a fact in this transaction; listeners and screens get it after commit. */
  publish<Data>(fact: Fact<Data>, data: Data): Promise<void>;
  /** Writes many facts of one kind in one statement; screens get them in this order. */
  publishMany<Data>(fact: Fact<Data>, data: readonly Data[]): Promise<void>;
  /** Adds a job in this transaction. */
  enqueue<Data>(job: JobReference<Data>, data: Data, options?: EnqueueOptions): Promise<void>;
  /** Runs after commit, in this process only; for wake-up signals that a poll would catch as well. */
  afterCommit(effect: () => void): void;
}

/** The same without an organization: sign-up, sign-in, the operator. Its db is the owner's. */
export interface SystemCtx {
  db: Db;
  ports: Ports;
  requestId: string;
  now(): Date;
  afterCommit(effect: () => void): void;
  /** Adds a job that belongs to no organization. */
  enqueueSystem<Data>(job: JobReference<Data>, data: Data, options?: EnqueueOptions): Promise<void>;
  /** Continues in an organization within the same transaction, for example right after creating it. */
  inOrganization(organizationId: string, actor: Actor): Ctx;
}

export interface Machine {
  database: Database;
  ports: Ports;
}

/** Runs a command in a transaction of its organization and then its after-commit effects. */
export async function runAsTenant<T>(
  machine: Machine,
  who: { organizationId: string; actor: Actor; requestId?: string },
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const effects: (() => void)[] = [];
  const result = await machine.database.withTenant(who.organizationId, (db) =>
    work(tenantContext(machine.ports, db, effects, who)),
  );
  for (const effect of effects) effect();
  return result;
}

/** Runs a command across organizations as the owner of the tables and then its after-commit effects. */
export async function runAsSystem<T>(
  machine: Machine,
  reason: string,
  work: (ctx: SystemCtx) => Promise<T>,
  requestId = "system",
): Promise<T> {
  const effects: (() => void)[] = [];
  const result = await machine.database.withSystem(reason, (db) =>
    work({
      db,
      ports: machine.ports,
      requestId,
      now: () => machine.ports.clock.now(),
      afterCommit: (effect) => effects.push(effect),
      enqueueSystem: (job, data, options) => enqueueIn(db, null, job, data, options),
      inOrganization: (organizationId, actor) =>
        tenantContext(machine.ports, db, effects, { organizationId, actor, requestId }),
    }),
  );
  for (const effect of effects) effect();
  return result;
}

/** Undoes only `work` when it throws; the transaction around it goes on. */
export async function inSavepoint<T>(ctx: { db: Db }, work: () => Promise<T>): Promise<T> {
  await sql`savepoint step`.execute(ctx.db);
  try {
    const result = await work();
    await sql`release savepoint step`.execute(ctx.db);
    return result;
  } catch (error) {
    await sql`rollback to savepoint step`.execute(ctx.db);
    throw error;
  }
}

function tenantContext(
  ports: Ports,
  db: Db,
  effects: (() => void)[],
  who: { organizationId: string; actor: Actor; requestId?: string },
): Ctx {
  const publishMany: Ctx["publishMany"] = (fact, data) =>
    publishIn({ db, organizationId: who.organizationId, now: ports.clock.now(), effects }, fact, data);
  return {
    organizationId: who.organizationId,
    actor: who.actor,
    db,
    ports,
    requestId: who.requestId ?? "system",
    now: () => ports.clock.now(),
    publish: (fact, data) => publishMany(fact, [data]),
    publishMany,
    enqueue: (job, data, options) => enqueueIn(db, who.organizationId, job, data, options),
    afterCommit: (effect) => effects.push(effect),
  };
}
