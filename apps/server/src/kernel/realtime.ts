import { sql } from "kysely";
import pg from "pg";
import type { Machine } from "./context.ts";
import { factsChannel, factsStamped, type StampedFact, thisProcess } from "./events.ts";
import type { Metrics } from "./metrics.ts";
import type { LiveFact } from "./module.ts";
import { type Actor, may } from "./policy.ts";
import { onSignal } from "./signals.ts";

/** The least of a WebSocket that the hub needs. */
export interface Socket {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Bytes that wait to be written. */
  bufferedAmount: number;
}

export interface Client {
  organizationId: string;
  actor: Actor;
  socket: Socket;
  /** Last sequence number sent or skipped. */
  seq: number;
  /** False while the replay runs: pushed facts wait in the database meanwhile. */
  isCaughtUp: boolean;
}

/** More missed facts than this are not replayed: the client fetches its lists again. */
const replayLimit = 5_000;
const pageSize = 1_000;
/** A client that reads this slowly is cut; it comes back with its last seq and misses nothing. */
const slowClientBytes = 8 * 1024 * 1024;
const pollEvery = 1_000;

/**
 * Pushes facts to screens in the order of their organization's sequence, each once per connection. A client connects
 * with its last `seq`; what it missed is replayed from the table of facts, so a cut connection loses nothing.
 */
export class RealtimeHub {
  readonly #machine: Machine;
  readonly #url: string;
  readonly #permissions: ReadonlyMap<string, string>;
  readonly #rooms = new Map<string, Set<Client>>();
  readonly #cursors = new Map<string, number>();
  readonly #metrics: Metrics;
  #listener: pg.Client | undefined;
  #isPushing = false;
  #isPushWanted = false;
  #isStopped = false;
  #poll: NodeJS.Timeout | undefined;
  #offSignal: (() => void) | undefined;

  constructor(options: { machine: Machine; url: string; liveFacts: readonly LiveFact[]; metrics: Metrics }) {
    this.#machine = options.machine;
    this.#url = options.url;
    this.#metrics = options.metrics;
    this.#permissions = new Map(options.liveFacts.map((live) => [live.fact.name, live.permission]));
  }

  /** Starts to hear of new facts, from this process and from others. */
  async start(): Promise<void> {
    this.#offSignal = onSignal(factsStamped, () => this.#wake());
    this.#poll = setInterval(() => this.#wake(), pollEvery);
    await this.#listen();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#poll);
    this.#offSignal?.();
    for (const room of this.#rooms.values()) for (const client of room) client.socket.close(1001, "the server stops");
    this.#rooms.clear();
    await this.#listener?.end();
  }

  /** Lets a client in and replays what it missed since `since`; without `since` it starts at the present. */
  async enter(entrance: {
    organizationId: string;
    actor: Actor;
    socket: Socket;
    since: number | undefined;
  }): Promise<Client> {
    const { since, ...rest } = entrance;
    const present = await this.#presentSeq(entrance.organizationId);
    const client: Client = { ...rest, seq: since ?? present, isCaughtUp: false };
    // A seq ahead of ours belongs to a database that was restored since; too old a one is too much to replay.
    const oldest = await this.#oldestSeq(entrance.organizationId);
    if (
      client.seq > present ||
      present - client.seq > replayLimit ||
      (client.seq < present && client.seq + 1 < oldest)
    ) {
      client.seq = present;
      client.socket.send(JSON.stringify({ type: "refetch", seq: present }));
    }
    const room = this.#rooms.get(client.organizationId) ?? new Set();
    room.add(client);
    this.#rooms.set(client.organizationId, room);
    this.#metrics.sockets.inc();
    await this.#catchUp(client);
    return client;
  }

  leave(client: Client): void {
    const room = this.#rooms.get(client.organizationId);
    if (!room?.delete(client)) return;
    this.#metrics.sockets.dec();
    if (room.size === 0) {
      this.#rooms.delete(client.organizationId);
      this.#cursors.delete(client.organizationId);
    }
  }

  /** All clients at present, for the check that they may still be here. */
  clients(): Client[] {
    return [...this.#rooms.values()].flatMap((room) => [...room]);
  }

  async #catchUp(client: Client): Promise<void> {
    for (;;) {
      const facts = await this.#read(client.organizationId, client.seq);
      for (const fact of facts) this.#deliver(client, fact);
      if (facts.length < pageSize) break;
    }
    // Facts stamped between the last read and this line are below the cursor of the room, so read from the lower one.
    const cursor = this.#cursors.get(client.organizationId);
    this.#cursors.set(client.organizationId, Math.min(cursor ?? client.seq, client.seq));
    client.isCaughtUp = true;
    client.socket.send(JSON.stringify({ type: "ready", seq: client.seq }));
    this.#wake();
  }

  #wake(): void {
    this.#isPushWanted = true;
    if (this.#isPushing || this.#isStopped) return;
    this.#isPushing = true;
    this.#pushAll()
      .catch((error: unknown) =>
        this.#machine.ports.log.warn({ err: error }, "real-time push failed and is tried again"),
      )
      .finally(() => {
        this.#isPushing = false;
      });
  }

  async #pushAll(): Promise<void> {
    while (this.#isPushWanted && !this.#isStopped) {
      this.#isPushWanted = false;
      for (const [organizationId, room] of this.#rooms) {
        const cursor = this.#cursors.get(organizationId);
        if (cursor === undefined) continue;
        const facts = await this.#read(organizationId, cursor);
        for (const fact of facts) for (const client of room) if (client.isCaughtUp) this.#deliver(client, fact);
        const last = facts.at(-1);
        // A client that entered during the read may have lowered the cursor: then read again from there.
        if (last && this.#cursors.get(organizationId) === cursor) this.#cursors.set(organizationId, last.seq);
        if (facts.length === pageSize) this.#isPushWanted = true;
      }
    }
  }

  #deliver(client: Client, fact: StampedFact): void {
    if (fact.seq <= client.seq) return;
    client.seq = fact.seq;
    const permission = this.#permissions.get(fact.name);
    if (!permission || !may(client.actor, permission)) return;
    if (client.socket.bufferedAmount > slowClientBytes) {
      client.socket.close(4008, "reads too slowly");
      this.leave(client);
      return;
    }
    client.socket.send(JSON.stringify({ type: "event", seq: fact.seq, name: fact.name, data: fact.data, at: fact.at }));
  }

  /** One prepared statement as the owner: a transaction of the tenant would be three more round trips a batch. */
  async #read(organizationId: string, after: number): Promise<StampedFact[]> {
    const { rows } = await this.#machine.database.pool.query<StampedFact>({
      name: "realtime-read",
      text: `select organization_id as "organizationId", id, seq, name, data, at from events
        where organization_id = $1 and seq > $2 order by seq limit ${pageSize}`,
      values: [organizationId, after],
    });
    return rows;
  }

  async #presentSeq(organizationId: string): Promise<number> {
    return this.#machine.database.withTenant(organizationId, async (db) => {
      const { rows } = await sql<{ last_seq: number }>`
        select last_seq from event_sequences where organization_id = ${organizationId}`.execute(db);
      return rows[0]?.last_seq ?? 0;
    });
  }

  async #oldestSeq(organizationId: string): Promise<number> {
    return this.#machine.database.withTenant(organizationId, async (db) => {
      const { rows } = await sql<{ seq: number }>`select seq from events
        where organization_id = ${organizationId} and seq is not null order by seq limit 1`.execute(db);
      // Old facts are forgotten: where none is left, none can be replayed.
      return rows[0]?.seq ?? Number.POSITIVE_INFINITY;
    });
  }

  async #listen(): Promise<void> {
    if (this.#isStopped) return;
    const listener = new pg.Client({ connectionString: this.#url, application_name: "balas-realtime" });
    // While the connection is gone the poll still delivers, within a second.
    const again = () => {
      if (this.#listener !== listener) return;
      this.#listener = undefined;
      setTimeout(() => void this.#listen(), pollEvery);
    };
    listener.on("error", again);
    listener.on("end", again);
    listener.on("notification", ({ payload }) => payload !== thisProcess && this.#wake());
    this.#listener = listener;
    try {
      await listener.connect();
      await listener.query(`listen ${factsChannel}`);
      this.#wake();
    } catch (error) {
      this.#machine.ports.log.warn({ err: error }, "listening for facts failed and is tried again");
      again();
    }
  }
}
