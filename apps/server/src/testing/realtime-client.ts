import { WebSocket } from "ws";
import type { ApiClient } from "./api-client.ts";

export interface ReceivedFact {
  /** Epoch milliseconds at which it arrived here. */
  arrivedAt: number;
  seq: number;
  name: string;
  data: unknown;
}

/** A screen's line to the server: it keeps all facts in the order they came and comes back where it left. */
export class RealtimeClient {
  readonly facts: ReceivedFact[] = [];
  /** How often the server said that the gap was too large to replay. */
  refetches = 0;
  readonly #url: string;
  #socket: WebSocket | undefined;
  #since: number | undefined;

  constructor(appUrl: string, owner: { api: ApiClient; organizationId: string }, since?: number) {
    const token = (owner.api.headers.Authorization ?? "").replace("Bearer ", "");
    const base = appUrl.replace(/^http/, "ws");
    this.#url = `${base}/api/v1/realtime?organization=${owner.organizationId}&token=${encodeURIComponent(token)}`;
    this.#since = since;
  }

  /** Resolves when the server has replayed what was missed. */
  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(this.#since === undefined ? this.#url : `${this.#url}&since=${this.#since}`);
      this.#socket = socket;
      socket.on("error", reject);
      socket.on("close", () => reject(new Error("the connection was closed")));
      socket.on("message", (raw) => {
        // A cut connection delivers nothing more, as when the cable is pulled.
        if (this.#socket !== socket) return;
        const message = JSON.parse(String(raw)) as { type: string; seq: number; name: string; data: unknown };
        if (message.seq !== undefined) this.#since = message.seq;
        if (message.type === "refetch") this.refetches += 1;
        if (message.type === "event") {
          const { seq, name, data } = message;
          this.facts.push({ arrivedAt: performance.timeOrigin + performance.now(), seq, name, data });
        }
        if (message.type === "ready") resolve();
      });
    });
  }

  /** Cuts the line in the middle of whatever is under way. */
  cut(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.terminate();
  }
}
