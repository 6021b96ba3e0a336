import type { DurableState } from "./durable-state.ts";

type Done = (error?: Error) => void;

interface Sendable {
  send(data: unknown, done?: Done): void;
}

interface Frame {
  data: unknown;
  version: number;
  waiters: Done[];
}

/**
 * Holds every frame that leaves until all state it may depend on is durable: a message until its ratchet is, a
 * receipt until the decrypted message is journaled. Frames keep their order (each carries a counter of the cipher).
 * The library is told at once that a frame was written, so it prepares the next message while this one waits for the
 * store: that is what makes group commit work for one number. `written` tells the truth.
 */
export class OutputGate {
  readonly #state: DurableState;
  readonly #write: (data: unknown, done?: Done) => void;
  #waiting: Frame[] = [];
  #isEmptying = false;
  #isShut = false;

  constructor(socket: Sendable, state: DurableState) {
    this.#state = state;
    this.#write = socket.send.bind(socket);
    socket.send = (data, done) => this.#send(data, done);
  }

  /** Resolves when every frame given so far is with the socket; rejects when one was dropped. */
  written(): Promise<void> {
    if (this.#isShut) return Promise.reject(shutError());
    const last = this.#waiting.at(-1);
    if (!last) return Promise.resolve();
    return new Promise((resolve, reject) => {
      last.waiters.push((error) => (error ? reject(error) : resolve()));
    });
  }

  /** Drops what waits and everything that comes later. */
  shut(): void {
    this.#isShut = true;
    for (const { waiters } of this.#waiting.splice(0)) for (const done of waiters) done(shutError());
  }

  #send(data: unknown, done?: Done): void {
    const version = this.#state.guardedVersion;
    if (this.#isShut) {
      done?.(shutError());
    } else if (this.#waiting.length === 0 && this.#state.isDurable(version)) {
      this.#write(data, done);
    } else {
      this.#waiting.push({ data, version, waiters: [] });
      done?.();
      if (!this.#isEmptying) void this.#empty();
    }
  }

  async #empty(): Promise<void> {
    this.#isEmptying = true;
    for (let frame = this.#waiting[0]; frame; frame = this.#waiting[0]) {
      try {
        await this.#state.durable(frame.version);
      } catch {
        this.shut(); // the state has told its owner why
        break;
      }
      this.#writeDurable();
    }
    this.#isEmptying = false;
  }

  #writeDurable(): void {
    for (let frame = this.#waiting[0]; frame && this.#state.isDurable(frame.version); frame = this.#waiting[0]) {
      this.#waiting.shift();
      this.#write(frame.data);
      for (const done of frame.waiters) done();
    }
  }
}

function shutError(): Error {
  return new Error("The connection closed before this was written.");
}
