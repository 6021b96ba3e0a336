/** What the person sees of the connection: facts arrive; missed ones are being replayed; nothing arrives. */
export type SocketState = "live" | "catching-up" | "offline";

export interface SocketEvent {
  seq: number;
  name: string;
  data: unknown;
}

export interface RealtimeSocketOptions {
  /** Address without query, such as `wss://host/api/v1/realtime`. */
  url: string;
  organizationId: string;
  /** The last fact already reflected in what was loaded; without it the caller must reload at `onReady(false)`. */
  since?: number | undefined;
  onEvent: (event: SocketEvent) => void;
  onState: (state: SocketState) => void;
  /** Replay is over; `continued` is false when there was no `since` to continue from. */
  onReady?: (continued: boolean) => void;
  /** The gap is too old to replay: everything loaded must be loaded again. */
  onRefetch: () => void;
  /** Access to the organization is gone; the socket stays closed. */
  onClosed: () => void;
  /** The server did not let us in; who one is and where one may go should be asked again. It keeps trying. */
  onRefused?: () => void;
  random?: () => number;
  firstDelay?: number;
  longestDelay?: number;
}

type Message =
  | { type: "event"; seq: number; name: string; data: unknown }
  | { type: "ready"; seq: number }
  | { type: "refetch" }
  | { type: "closed" };

/** One organization's stream of facts: every fact once and in order, over as many connections as it takes. */
export class RealtimeSocket {
  #options: RealtimeSocketOptions;
  #socket: WebSocket | undefined;
  #seq: number | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: SocketState = "offline";
  #isStopped = false;

  constructor(options: RealtimeSocketOptions) {
    this.#options = options;
    this.#seq = options.since;
  }

  get state(): SocketState {
    return this.#state;
  }

  /** The last fact handed on. */
  get seq(): number | undefined {
    return this.#seq;
  }

  /** Connects, and keeps connecting until `stop`. */
  start(): void {
    if (this.#isStopped || this.#socket) return;
    clearTimeout(this.#timer);
    const continued = this.#seq !== undefined;
    const socket = new WebSocket(this.#address());
    this.#socket = socket;
    this.#show("catching-up");
    socket.onmessage = (message) => {
      if (this.#socket === socket) this.#receive(message.data, continued);
    };
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket) return;
      this.#reconnect();
      // Refused for want of a sign-in: it may also be a server that cannot reach its database, so trying goes on.
      if (code === 4401) this.#options.onRefused?.();
    };
    // A failed connection also closes, and closing is where we go on; without a listener it would be reported as unhandled.
    socket.onerror = () => undefined;
  }

  /** Connects at once instead of after the pause, for when the device says it is online again. */
  wake(): void {
    if (this.#socket || this.#isStopped) return;
    this.#failures = 0;
    this.start();
  }

  /** Ends the connection for good. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    this.#show("offline");
  }

  #address(): string {
    const query = new URLSearchParams({ organization: this.#options.organizationId });
    if (this.#seq !== undefined) query.set("since", String(this.#seq));
    return `${this.#options.url}?${query}`;
  }

  #receive(raw: unknown, continued: boolean): void {
    const message = parse(raw);
    if (!message) return;
    if (message.type === "event") {
      // A replay may overlap with what was already seen on the connection before.
      if (this.#seq !== undefined && message.seq <= this.#seq) return;
      this.#seq = message.seq;
      this.#options.onEvent(message);
    } else if (message.type === "ready") {
      this.#seq = Math.max(this.#seq ?? 0, message.seq);
      this.#failures = 0;
      this.#show("live");
      this.#options.onReady?.(continued);
    } else if (message.type === "refetch") {
      // Our place in the sequence no longer exists: forget it, or the next connection asks for the same gap again.
      this.#seq = undefined;
      this.#options.onRefetch();
    } else {
      this.stop();
      this.#options.onClosed();
    }
  }

  #reconnect(): void {
    this.#socket = undefined;
    this.#show("offline");
    if (this.#isStopped) return;
    const { firstDelay = 500, longestDelay = 20_000, random = Math.random } = this.#options;
    const ceiling = Math.min(longestDelay, firstDelay * 2 ** this.#failures);
    this.#failures += 1;
    // Half fixed, half random: a restarted server is not met by everyone in the same moment.
    this.#timer = setTimeout(() => this.start(), ceiling / 2 + (ceiling / 2) * random());
  }

  #show(state: SocketState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}

function parse(raw: unknown): Message | undefined {
  if (typeof raw !== "string") return undefined;
  try {
    const message: unknown = JSON.parse(raw);
    return isMessage(message) ? message : undefined;
  } catch {
    // Half a frame from a proxy is no fact; a real one comes again with the next replay.
    return undefined;
  }
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== "object" || value === null || !("type" in value)) return false;
  if (value.type === "refetch" || value.type === "closed") return true;
  if (!("seq" in value) || typeof value.seq !== "number") return false;
  if (value.type === "ready") return true;
  return value.type === "event" && "name" in value && typeof value.name === "string";
}
