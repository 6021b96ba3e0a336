import { type Connection, ConnectionClosed, type SendAck, SendRefused } from "@balas/whatsapp";
import type { Log } from "../../kernel/log.ts";
import { Collector } from "./collector.ts";
import type { ClaimedMessage, Lane, MessagePort, SessionRef } from "./message-port.ts";
import type { Pacer } from "./pacer.ts";
import { onWake } from "./wake-session.ts";

/** Claimed at once when nothing is paced. */
const BATCH = 50;
/** Messages handed to the driver side by side: while one waits for the disk the next is encrypted. */
const SIDE_BY_SIDE = 16;
/** Messages that may wait for WhatsApp's ack. */
const MOST_UNACKED = 200;
/** An ack that is missing for this long: the same message is sent again under its id. */
const ACK_MS = 10_000;
const MOST_SENDS = 4;
/** Looks for messages at least this often, in case a wake-up was lost. */
const IDLE_MS = 5_000;
/** Acks are stored together. */
const COLLECT_MS = 10;
const MOST_ATTEMPTS = 8;
/** WhatsApp forbade to write to new people for now (463): asking again soon makes it worse. */
const REACH_OUT_PAUSE_MS = 3_600_000;
const REACH_OUT_LIMIT = "463";
const RETRY_MS = 5_000;
const LANES = ["reply", "other"] as const;

interface Unacked {
  message: ClaimedMessage;
  sentAt: number;
  sends: number;
}

/**
 * Sends what waits for one number, in order and at its pace. `sent` comes from WhatsApp's own ack; a message without
 * one is sent again under the same id, which its reader sees once. Lives as long as the lease, over several connections.
 */
export class DeliverLoop {
  readonly #session: SessionRef;
  readonly #port: MessagePort;
  readonly #pacer: Pacer;
  readonly #now: () => Date;
  readonly #log: Log;
  readonly #unacked = new Map<string, Unacked>();
  readonly #sending = new Set<Promise<void>>();
  readonly #lastTo = new Map<string, Promise<void>>();
  readonly #acks: Collector<{ waId: string; at: Date }>;
  #isWoken = false;
  #wake: (() => void) | undefined;

  constructor(options: { session: SessionRef; port: MessagePort; pacer: Pacer; now: () => Date; log: Log }) {
    this.#session = options.session;
    this.#port = options.port;
    this.#pacer = options.pacer;
    this.#now = options.now;
    this.#log = options.log;
    this.#acks = new Collector(COLLECT_MS, (acks) => this.#port.acked(this.#session, acks));
  }

  /** Sends until aborted; resolves then. Errors of the store are waited out: without it nothing can be sent. */
  async run(connection: Connection, abort: AbortSignal): Promise<void> {
    const off = onWake(this.#session.sessionId, () => this.#wakeUp());
    abort.addEventListener("abort", () => this.#wakeUp(), { once: true });
    // What was written to an earlier connection may be lost with it.
    for (const one of this.#unacked.values()) one.sentAt = Number.NEGATIVE_INFINITY;
    try {
      while (!abort.aborted) {
        const pause = await this.#step(connection, abort).catch((error: unknown) => {
          this.#log.warn({ err: error, sessionId: this.#session.sessionId }, "delivery paused and is tried again");
          return 1_000;
        });
        if (pause > 0) await this.#sleep(pause, abort);
      }
    } finally {
      off();
      await Promise.all(this.#sending);
    }
  }

  /** WhatsApp answered for a message. Resolves when that is stored. */
  async acked({ waId, at, error }: SendAck): Promise<void> {
    if (error) await this.#refused(waId, error.code);
    else await this.#acks.add({ waId, at });
    this.#settle(waId);
  }

  /** Does what can be done now; answers how long there is nothing to do. */
  async #step(connection: Connection, abort: AbortSignal): Promise<number> {
    await this.#sendOverdue(connection, abort);
    const waits = this.#pacer.waits();
    const lanes = LANES.filter((lane) => waits[lane] <= 0);
    const room = MOST_UNACKED - this.#unacked.size;
    if (lanes.length === 0 || room <= 0) return Math.max(1, Math.min(...LANES.map((lane) => waits[lane]), IDLE_MS));
    const limit = this.#pacer.profile === "off" ? Math.min(BATCH, room) : 1;
    const claimed = await this.#port.next(this.#session, { limit, lanes });
    const batch = claimed.map((message) => this.#take(message));
    for (const one of batch) {
      if (abort.aborted) break; // the next connection begins with the rest
      await this.#write(connection, one);
    }
    return claimed.length > 0 ? 0 : this.#idleTime(lanes, waits);
  }

  async #idleTime(open: Lane[], waits: Record<Lane, number>): Promise<number> {
    const due = await this.#port.nextDue(this.#session);
    const untilDue = due ? due.getTime() - this.#now().getTime() : IDLE_MS;
    // What is due already belongs to a lane that has to wait: look again when that one opens.
    const closed = LANES.filter((lane) => !open.includes(lane)).map((lane) => waits[lane]);
    const next = untilDue > 0 ? untilDue : Math.min(IDLE_MS, ...closed);
    return Math.max(1, Math.min(next, this.#unacked.size > 0 ? ACK_MS / 4 : IDLE_MS));
  }

  #take(message: ClaimedMessage): Unacked {
    const one = { message, sentAt: Number.NEGATIVE_INFINITY, sends: 0 };
    this.#unacked.set(message.outgoing.waId, one);
    return one;
  }

  async #sendOverdue(connection: Connection, abort: AbortSignal): Promise<void> {
    for (const one of [...this.#unacked.values()]) {
      if (abort.aborted) return;
      if (performance.now() - one.sentAt < ACK_MS) continue;
      if (one.sends < MOST_SENDS) await this.#write(connection, one);
      else await this.#failed(one, { code: "no_ack", isFinal: false });
    }
  }

  /** Begins to write a message; waits only while enough others are under way. Those to one person keep their order. */
  async #write(connection: Connection, one: Unacked): Promise<void> {
    const { outgoing, lane } = one.message;
    if (one.sends === 0) this.#pacer.sent(lane);
    one.sends += 1;
    one.sentAt = performance.now();
    const sending: Promise<void> = this.#writeAfter(this.#lastTo.get(outgoing.to), connection, one).finally(() => {
      this.#sending.delete(sending);
      if (this.#lastTo.get(outgoing.to) === sending) this.#lastTo.delete(outgoing.to);
    });
    this.#lastTo.set(outgoing.to, sending);
    this.#sending.add(sending);
    if (this.#sending.size >= SIDE_BY_SIDE) await Promise.race(this.#sending);
  }

  async #writeAfter(before: Promise<void> | undefined, connection: Connection, one: Unacked): Promise<void> {
    await before;
    try {
      await connection.send(one.message.outgoing);
    } catch (error) {
      await this.#sendFailed(one, error).catch((cause: unknown) => {
        // The store has not heard of it, so it stays unacknowledged and is tried again.
        this.#log.warn({ err: cause, sessionId: this.#session.sessionId }, "a failed message could not be stored");
      });
    }
  }

  async #sendFailed(one: Unacked, error: unknown): Promise<void> {
    if (error instanceof ConnectionClosed) {
      one.sentAt = Number.NEGATIVE_INFINITY;
      one.sends = Math.max(1, one.sends - 1);
    } else if (error instanceof SendRefused) {
      await this.#failed(one, { code: error.code, isFinal: true });
    } else {
      const reason = error instanceof Error ? error.name : "unknown";
      this.#log.warn({ reason, sessionId: this.#session.sessionId }, "a message could not be sent");
      await this.#failed(one, { code: "send_failed", isFinal: one.message.attempt >= MOST_ATTEMPTS });
    }
  }

  async #refused(waId: string, code: string): Promise<void> {
    if (code === REACH_OUT_LIMIT) this.#pacer.pause(REACH_OUT_PAUSE_MS);
    // Codes of the 500s are troubles of WhatsApp itself; all others will not change by asking again.
    const isFinal = !code.startsWith("5");
    const failure = { waId, code: code === REACH_OUT_LIMIT ? "reach_out_limit" : `refused_${code}`, isFinal };
    await this.#port.failed(this.#session, [{ ...failure, ...(!isFinal && { retryAt: this.#retryAt(1) }) }]);
  }

  async #failed(one: Unacked, { code, isFinal }: { code: string; isFinal: boolean }): Promise<void> {
    const { waId } = one.message.outgoing;
    const retryAt = this.#retryAt(one.message.attempt);
    await this.#port.failed(this.#session, [{ waId, code, isFinal, ...(!isFinal && { retryAt }) }]);
    this.#settle(waId);
  }

  #retryAt(attempt: number): Date {
    return new Date(this.#now().getTime() + RETRY_MS * 2 ** Math.min(attempt, 8));
  }

  #settle(waId: string): void {
    const wasFull = this.#unacked.size >= MOST_UNACKED;
    this.#unacked.delete(waId);
    if (wasFull) this.#wakeUp();
  }

  #wakeUp(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  async #sleep(milliseconds: number, abort: AbortSignal): Promise<void> {
    if (!this.#isWoken && !abort.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#isWoken = false;
    this.#wake = undefined;
  }
}
