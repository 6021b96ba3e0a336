import { randomBytes } from "node:crypto";
import type { Driver, Network } from "@balas/whatsapp";
import pg from "pg";
import type { Machine } from "../../kernel/context.ts";
import { onSignal } from "../../kernel/signals.ts";
import { type Host, HostedSession } from "./hosted-session.ts";
import { type Lease, releaseLease, renewLeases, takeLeases } from "./lease.ts";
import type { MessagePort } from "./message-port.ts";
import { outgoingChannel, sessionAsked, wakeHostedSession } from "./wake-session.ts";

const TICK_MS = 1_000;
/** Numbers begun per tick: hundreds that start together would look like one machine, and log in all at once. */
const BEGUN_PER_TICK = 10;
const SAVE_SENDS_EVERY = 5;
const DEVICE_NAME = "Balas";

export interface Drivers {
  baileys: Driver;
}

interface Options {
  machine: Machine;
  databaseUrl: string;
  drivers: Drivers;
  port: MessagePort;
  /** False keeps every number off the live network: for tests, and for installations to try things out. */
  mayGoLive: boolean;
}

/** Holds the sockets of the numbers whose leases this process has, and takes over those of gateways that died. */
export class Gateway {
  readonly #options: Options;
  /** Also the key of an advisory lock that lives as long as our connection: how others see that we died. */
  readonly #holder = randomBytes(8).readBigInt64BE() >> 1n;
  readonly #hosted = new Map<string, { session: HostedSession; run: Promise<void> }>();
  #alive: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> | undefined;
  #ticks = 0;
  #isStopped = false;
  #off: (() => void) | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#showAlive();
    this.#off = onSignal(sessionAsked, () => this.#tick());
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#tick();
  }

  /** Closes every connection and gives the leases back; resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    this.#off?.();
    await this.#ticking;
    await Promise.all([...this.#hosted.values()].map(({ session }) => session.stop()));
    await Promise.all([...this.#hosted.values()].map(({ run }) => run));
    await this.#alive?.end().catch(() => undefined); // the database may be gone before us
  }

  #tick(): void {
    if (this.#isStopped) return;
    this.#ticking ??= this.#tickOnce()
      .catch((error: unknown) => {
        this.#options.machine.ports.log.warn({ err: error }, "the leases of the numbers could not be renewed now");
      })
      .finally(() => {
        this.#ticking = undefined;
      });
  }

  async #tickOnce(): Promise<void> {
    const { pool } = this.#options.machine.database;
    const held = [...this.#hosted.values()].map(({ session }) => session.lease);
    const rows = await renewLeases(pool, held);
    const renewed = new Set(rows.map(({ sessionId }) => sessionId));
    for (const row of rows) this.#hosted.get(row.sessionId)?.session.heed(row);
    for (const { sessionId } of held) if (!renewed.has(sessionId)) void this.#hosted.get(sessionId)?.session.stop();
    this.#ticks += 1;
    if (this.#ticks % SAVE_SENDS_EVERY === 0) {
      for (const { session } of this.#hosted.values()) await session.saveSends();
    }
    const taken = await takeLeases(pool, this.#holder, BEGUN_PER_TICK);
    for (const row of await renewLeases(pool, taken)) this.#begin(new HostedSession(this.#host(), row));
  }

  #begin(session: HostedSession): void {
    const { lease } = session;
    const earlier = this.#hosted.get(lease.sessionId);
    void earlier?.session.stop();
    const run = session
      .run()
      .then(() => session.saveSends())
      .catch((error: unknown) => {
        this.#options.machine.ports.log.warn({ err: error, sessionId: lease.sessionId }, "a number ended untidily");
      })
      .then(() => this.#end(session));
    this.#hosted.set(lease.sessionId, { session, run });
  }

  async #end(session: HostedSession): Promise<void> {
    const { lease } = session;
    if (this.#hosted.get(lease.sessionId)?.session === session) this.#hosted.delete(lease.sessionId);
    await this.#release(lease);
  }

  async #release(lease: Lease): Promise<void> {
    try {
      await releaseLease(this.#options.machine.database.pool, lease);
    } catch (error) {
      // It runs out by itself.
      this.#options.machine.ports.log.warn({ err: error, sessionId: lease.sessionId }, "a lease was not given back");
    }
  }

  #host(): Host {
    const { machine, drivers, port, mayGoLive } = this.#options;
    return {
      machine,
      driver: drivers.baileys,
      port,
      deviceName: DEVICE_NAME,
      networkOf: (name) => (name === "sandbox" ? sandboxOf(machine) : mayGoLive ? Promise.resolve({}) : undefined),
    };
  }

  /** Keeps a connection that holds our advisory lock and hears wake-ups from other processes. */
  async #showAlive(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.databaseUrl,
      application_name: "balas-gateway",
    });
    const again = () => {
      if (this.#isStopped || this.#alive !== client) return;
      this.#alive = undefined;
      setTimeout(() => void this.#showAlive().catch(again), TICK_MS);
    };
    client.on("error", again);
    client.on("end", again);
    client.on("notification", ({ payload }) => payload && wakeHostedSession(payload));
    this.#alive = client;
    try {
      await client.connect();
      await client.query("select pg_advisory_lock($1)", [this.#holder.toString()]);
      await client.query(`listen ${outgoingChannel}`);
    } catch (error) {
      this.#options.machine.ports.log.warn({ err: error }, "the gateway waits for its database");
      again();
    }
  }
}

/** The simulated network that runs beside us. */
async function sandboxOf({ ports }: Machine): Promise<Network> {
  if (!ports.sandbox) throw new Error("No simulated network runs, so a sandbox number can't connect.");
  const response = await fetch(`${ports.sandbox.admin}/state`);
  const state: unknown = await response.json();
  if (typeof state !== "object" || state === null || !("rootPublicKey" in state)) {
    throw new Error("The simulated network told no root key.");
  }
  return { url: ports.sandbox.url, rootKey: Buffer.from(String(state.rootPublicKey), "base64") };
}
