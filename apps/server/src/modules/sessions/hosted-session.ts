import { setTimeout as sleep } from "node:timers/promises";
import {
  type Account,
  type CloseReason,
  type Connection,
  type ConnectionEvents,
  type Driver,
  FencedOff,
  type Network,
  type Receipt,
} from "@balas/whatsapp";
import type { Machine } from "../../kernel/context.ts";
import { backOff } from "./back-off.ts";
import { Collector } from "./collector.ts";
import { DeliverLoop } from "./deliver-loop.ts";
import type { SessionStatus } from "./events.ts";
import type { Lease, LeasedRow } from "./lease.ts";
import type { MessagePort } from "./message-port.ts";
import { Pacer } from "./pacer.ts";
import { type StatusChange, saveQr, saveStatus } from "./save-status.ts";
import { addSends, readSends } from "./sends.ts";
import { openSessionStore } from "./session-store.ts";

/** A number that leaves tries this long to unlink itself at WhatsApp; then only our side forgets it. */
const FAREWELL_MS = 15_000;
const COLLECT_MS = 10;
/** A line that held this long was good: the next try comes soon again. */
const STABLE_MS = 30_000;
/**
 * WhatsApp says "replaced" also when our own connection of a moment ago logs in late, as after a take-over. So that is
 * answered by coming back, but not often: somebody else who uses the pairing must not be fought.
 */
const REPLACED_TWICE_MS = 3_600_000;
const REPLACED_PAUSE_MS = 3_000;

export interface Host {
  machine: Machine;
  driver: Driver;
  port: MessagePort;
  deviceName: string;
  /** Undefined when this installation keeps off that network. */
  networkOf(name: string): Promise<Network> | undefined;
}

/** What ends a number's run until somebody asks again. */
const ENDINGS: Partial<Record<CloseReason["kind"], { status: SessionStatus; reason?: string }>> = {
  replaced: { status: "replaced" },
  banned: { status: "banned" },
  rejected: { status: "rejected" },
  pairingExpired: { status: "stopped", reason: "pairing_expired" },
  loggedOut: { status: "logged_out" },
};

/** One number in the hands of this gateway: brings about what was asked, keeps the line, delivers. */
export class HostedSession {
  readonly lease: Lease;
  readonly #host: Host;
  readonly #receipts: Collector<Receipt>;
  #row: LeasedRow;
  #loop: DeliverLoop | undefined;
  #pacer: Pacer | undefined;
  #connection: Connection | undefined;
  #farewell: Promise<void> = Promise.resolve();
  #isOnline = false;
  #isOver = false;
  #attempt = 0;
  #replacedAt = Number.NEGATIVE_INFINITY;
  #wake: (() => void) | undefined;
  #saves: Promise<unknown> = Promise.resolve();

  constructor(host: Host, row: LeasedRow) {
    this.#host = host;
    this.#row = row;
    const { organizationId, sessionId, fence } = row;
    this.lease = { organizationId, sessionId, fence };
    this.#receipts = new Collector(COLLECT_MS, (receipts) => host.port.receipts(this.lease, receipts));
  }

  /** Runs until there is nothing more to do for this number, or until `stop`; never rejects. */
  async run(): Promise<void> {
    while (!this.#isOver) {
      try {
        await this.#runOnce();
      } catch (error) {
        if (error instanceof FencedOff) return;
        this.#host.machine.ports.log.warn({ err: error, sessionId: this.lease.sessionId }, "a number is tried again");
        await this.#pause(backOff(this.#attempt++, Math.random));
      }
    }
    await this.#saves;
  }

  /** Takes in what the number's people want now. */
  heed(row: LeasedRow): void {
    const isNew = row.command !== this.#row.command;
    this.#row = row;
    this.#pacer?.change({ profile: row.pacingProfile });
    if (!isNew) return;
    this.#attempt = 0;
    this.#wake?.();
    const isLeaving = row.asked === "logout" || row.asked === "delete";
    if (isLeaving && this.#isOnline) this.#leave();
    else void this.#connection?.close();
  }

  /** Ends the run and keeps everything as it is for the next holder. */
  async stop(): Promise<void> {
    this.#isOver = true;
    this.#wake?.();
    await this.#connection?.close();
  }

  /** Writes down what was sent since the last time, for the caps of the next holder. */
  async saveSends(): Promise<void> {
    if (this.#pacer) await addSends(this.#host.machine, this.lease, this.#pacer.takeUnsaved());
  }

  async #runOnce(): Promise<void> {
    const { asked, command } = this.#row;
    if (asked === "stop") return this.#rest({ status: "stopped" }, command);
    const session = await this.#readSession();
    const isLeaving = asked === "logout" || asked === "delete";
    if (isLeaving && !(await this.#isPaired(session.jid))) return this.#forget(command);
    const network = await this.#host.networkOf(session.network);
    if (!network) return this.#rest({ status: "stopped", reason: "live_network_off" }, command);
    const reason = await this.#connect(network, session.since, isLeaving, command);
    if (this.#isOver) return;
    if (isLeaving) return this.#forget(command);
    if (this.#row.command === command) await this.#afterClose(reason, command);
  }

  async #afterClose(reason: CloseReason, command: number): Promise<void> {
    if (reason.kind === "replaced" && this.#isReplacedRarely()) {
      await this.#save({ status: "reconnecting", handled: command });
      return this.#pause(REPLACED_PAUSE_MS);
    }
    const ending = ENDINGS[reason.kind];
    if (reason.kind === "loggedOut") await this.#store().then((store) => store.clear());
    if (ending) {
      const code = "code" in reason && reason.code !== undefined ? `code_${reason.code}` : undefined;
      const why = ending.reason ?? code;
      const account = reason.kind === "loggedOut" ? { account: null } : {};
      return this.#rest({ status: ending.status, ...(why && { reason: why }), ...account }, command);
    }
    if (reason.kind === "restart") return;
    await this.#save({ status: "reconnecting", handled: command });
    await this.#pause(backOff(this.#attempt++, Math.random));
  }

  #isReplacedRarely(): boolean {
    const before = this.#replacedAt;
    this.#replacedAt = performance.now();
    return this.#replacedAt - before > REPLACED_TWICE_MS;
  }

  /** Connects and stays until the connection ends; answers why it did. */
  async #connect(network: Network, since: Date | null, isLeaving: boolean, command: number): Promise<CloseReason> {
    const { machine, driver, deviceName } = this.#host;
    if (!isLeaving && this.#attempt === 0) await this.#save({ status: "starting", handled: this.#row.command });
    const closed = Promise.withResolvers<CloseReason>();
    const delivering = new AbortController();
    let onlineSince = Number.POSITIVE_INFINITY;
    this.#pacer ??= await this.#makePacer(since);
    this.#loop ??= new DeliverLoop({
      session: this.lease,
      port: this.#host.port,
      pacer: this.#pacer,
      now: () => machine.ports.clock.now(),
      log: machine.ports.log,
    });
    const connection = await driver.connect({
      sessionId: this.lease.sessionId,
      network,
      store: await this.#store(),
      deviceName,
      events: this.#events(this.#loop, closed.resolve, (account) => {
        this.#isOnline = true;
        onlineSince = performance.now();
        if (isLeaving) return this.#leave();
        void this.#save({ status: "online", account, handled: this.#row.command });
        void this.#loop?.run(connection, delivering.signal);
      }),
    });
    this.#connection = connection;
    const deadline = isLeaving ? setTimeout(() => void connection.close(), FAREWELL_MS) : undefined;
    // What is asked while the connection is made finds none to close.
    if (this.#isOver || this.#row.command !== command) void connection.close();
    try {
      const reason = await closed.promise;
      // Logging out wipes the secrets after the line has ended: who connects before that would show a QR code.
      await Promise.race([this.#farewell, sleep(FAREWELL_MS, undefined, { ref: false })]);
      return reason;
    } finally {
      this.#farewell = Promise.resolve();
      clearTimeout(deadline);
      delivering.abort();
      if (performance.now() - onlineSince > STABLE_MS) this.#attempt = 0;
      this.#isOnline = false;
      this.#connection = undefined;
    }
  }

  #events(
    loop: DeliverLoop,
    closed: (reason: CloseReason) => void,
    open: (account: Account) => void,
  ): ConnectionEvents {
    const { machine, port } = this.#host;
    return {
      qr: (qr) => {
        void this.#save({ status: "pairing", handled: this.#row.command });
        void this.#after(() => saveQr(machine, this.lease, qr));
      },
      paired: (account) => void this.#save({ status: "starting", account }),
      open,
      incoming: (messages) => port.receive(this.lease, messages),
      ack: (ack) => loop.acked(ack),
      receipts: async (receipts) => {
        await Promise.all(receipts.map((receipt) => this.#receipts.add(receipt)));
      },
      identity: () => {},
      findSent: (waId) => port.findSent(this.lease, waId),
      closed,
    };
  }

  #leave(): void {
    const connection = this.#connection;
    this.#farewell = Promise.resolve(connection?.logout().catch(() => connection.close()));
  }

  /** The pairing is gone, here at least: nothing of it is kept. */
  async #forget(command: number): Promise<void> {
    await (await this.#store()).clear();
    const status = this.#row.asked === "delete" ? "stopped" : "logged_out";
    await this.#rest({ status, account: null }, command);
  }

  async #rest(change: StatusChange, command: number): Promise<void> {
    await this.#save({ ...change, handled: command, stopsAsking: true });
    if (this.#row.command === command) this.#isOver = true;
  }

  #save(change: StatusChange): Promise<void> {
    return this.#after(() => saveStatus(this.#host.machine, this.lease, change));
  }

  /** Writes one after the other, so that the last status told is the last one stored. */
  #after(write: () => Promise<boolean>): Promise<void> {
    const written = this.#saves.then(async () => {
      if (!(await write())) throw new FencedOff();
    });
    this.#saves = written.catch((error: unknown) => {
      if (error instanceof FencedOff) return void this.stop();
      this.#host.machine.ports.log.warn({ err: error, sessionId: this.lease.sessionId }, "a status was not stored");
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    written.then(resolve, reject);
    promise.catch(() => undefined); // told above to those who do not wait
    return promise;
  }

  async #store() {
    const { machine } = this.#host;
    const key = await machine.ports.sealer.keyOf(this.lease.organizationId);
    return openSessionStore(machine.database.pool, this.lease, key);
  }

  async #isPaired(jid: string | null): Promise<boolean> {
    return jid !== null && (await (await this.#store()).readCredentials()) !== undefined;
  }

  async #makePacer(since: Date | null): Promise<Pacer> {
    const { machine } = this.#host;
    const number = { profile: this.#row.pacingProfile, since: since?.getTime() };
    return new Pacer(() => machine.ports.clock.now().getTime(), number, await readSends(machine, this.lease));
  }

  async #readSession(): Promise<{ network: string; jid: string | null; since: Date | null }> {
    const { organizationId, sessionId } = this.lease;
    return this.#host.machine.database.withTenant(organizationId, (db) =>
      db
        .selectFrom("sessions")
        .select(["network", "jid", "paired_at as since"])
        .where("organization_id", "=", organizationId)
        .where("id", "=", sessionId)
        .executeTakeFirstOrThrow(),
    );
  }

  async #pause(milliseconds: number): Promise<void> {
    if (this.#isOver) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}
