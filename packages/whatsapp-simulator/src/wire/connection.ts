import { decodeBinaryNode, encodeBinaryNode } from "baileys";
import type { WebSocket } from "ws";
import type { Companion } from "../login/accounts.ts";
import type { Network } from "../network/network.ts";
import { FrameReader, frameOf } from "./frame-reader.ts";
import type { Node } from "./nodes.ts";
import { type ClientGreeting, NoiseResponder } from "./noise-responder.ts";

const LARGEST_FRAME = 8 * 1024 * 1024;
const PAUSE_ABOVE = 500;
const RESUME_BELOW = 100;

/** What the network does with a socket, told at the right moments. */
export interface ConnectionHandlers {
  greeted(connection: Connection, greeting: ClientGreeting): void | Promise<void>;
  received(connection: Connection, stanza: Node): void | Promise<void>;
  closed(connection: Connection): void;
}

/** One client's socket: handshake, then stanzas in order, one at a time. */
export class Connection {
  /** The linked device this socket logged in as. */
  companion: Companion | undefined;
  /** The queued stanzas that were written to this socket already. */
  readonly written = new Set<number>();
  /** True once the client asked for what is waiting for it. */
  receiving = false;
  /** True once the client told that somebody looks at it. */
  available = false;
  private readonly network: Network;
  private readonly socket: WebSocket;
  private readonly handlers: ConnectionHandlers;
  private readonly reader = new FrameReader(LARGEST_FRAME);
  private readonly noise: NoiseResponder;
  private phase: "hello" | "finish" | "open" = "hello";
  private work: Promise<void> = Promise.resolve();
  private waiting = 0;
  private finished = false;
  private isDeaf = false;
  private slowUntil = 0;

  constructor(network: Network, socket: WebSocket, handlers: ConnectionHandlers) {
    this.network = network;
    this.socket = socket;
    this.handlers = handlers;
    this.noise = new NoiseResponder(network.identity.noise, network.certificateChain);
    socket.on("message", (data) => this.enqueue(asBuffer(data)));
    socket.on("error", () => this.cut());
    socket.on("close", () => handlers.closed(this));
  }

  /** Writes a stanza; silently nothing when the socket is closed. */
  send(stanza: Node): void {
    this.sendEncoded(encodeBinaryNode(stanza));
  }

  /** Writes a stanza that was encoded before. */
  sendEncoded(encoded: Uint8Array): void {
    if (this.phase !== "open" || !this.isOpen || this.isDeaf) return;
    this.network.stanzas.note("out", this.companion, encoded);
    const frame = frameOf(this.noise.encrypt(encoded));
    const { phone } = this.companion ?? {};
    if (this.network.settings.rules.length > 0 && phone !== undefined) this.sendBadly(frame, phone);
    else this.socket.send(frame);
  }

  /** From now on nothing is read or written, while the socket stays open: as when a network path is lost. */
  goDeaf(): void {
    this.isDeaf = true;
  }

  /** Writes a last stanza and closes politely. */
  closeWith(stanza: Node): void {
    this.send(stanza);
    this.finished = true;
    this.socket.close();
  }

  /** Cuts the socket as a lost network would. */
  cut(): void {
    this.finished = true;
    this.socket.terminate();
  }

  /** True while stanzas can be written. */
  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  private enqueue(bytes: Buffer): void {
    if (++this.waiting > PAUSE_ABOVE) this.socket.pause();
    this.work = this.work.then(() => this.read(bytes)).catch((error: unknown) => this.refuse(error));
  }

  private async read(bytes: Buffer): Promise<void> {
    if (--this.waiting < RESUME_BELOW && this.socket.isPaused) this.socket.resume();
    // What a client wrote before it closed its side still counts; what it writes after we closed ours does not.
    for (const frame of this.reader.push(bytes)) if (!this.finished && !this.isDeaf) await this.take(frame);
  }

  private sendBadly(frame: Buffer, phone: string): void {
    if (this.network.faults.strikes("corruptFrame", phone)) frame[frame.length - 1] = (frame.at(-1) ?? 0) ^ 1;
    const bytesPerSecond = this.network.faults.strikes("slow", phone)?.value;
    const now = Date.now();
    this.slowUntil = Math.max(now, this.slowUntil) + (bytesPerSecond ? (frame.length * 1000) / bytesPerSecond : 0);
    if (this.slowUntil <= now) this.socket.send(frame);
    else setTimeout(() => this.isOpen && this.socket.send(frame), this.slowUntil - now).unref();
  }

  private async take(frame: Buffer): Promise<void> {
    if (this.phase === "hello") {
      this.socket.send(frameOf(this.noise.greet(frame)));
      this.phase = "finish";
      return;
    }
    if (this.phase === "finish") {
      const greeting = this.noise.finish(frame);
      this.phase = "open";
      return await this.handlers.greeted(this, greeting);
    }
    const plain = this.noise.decrypt(frame);
    this.network.stanzas.note("in", this.companion, plain);
    await this.handlers.received(this, await decodeBinaryNode(plain));
  }

  private refuse(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.network.events.note("connection.refused", { reason, phone: this.companion?.phone });
    this.cut();
  }
}

function asBuffer(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
