import type { WebSocket } from "ws";

const PING_EVERY = 10_000;

interface Listener {
  socket: WebSocket;
  session: string;
  events: string[];
}

/** Clients that hear events on a WebSocket; what they miss while away is lost, as at the real server. */
export class EventSockets {
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | undefined;

  /** Lets a socket hear the events of a session, or with `*` of all. */
  add(socket: WebSocket, session: string, events: string[]): void {
    const listener = { socket, session, events };
    this.listeners.add(listener);
    socket.on("close", () => this.listeners.delete(listener));
    socket.on("error", () => socket.terminate());
    this.timer ??= setInterval(() => this.ping(), PING_EVERY).unref();
  }

  /** Sends an event to all who want it. */
  tell(session: string, event: string, envelope: object): void {
    for (const listener of this.listeners)
      if ((listener.session === "*" || listener.session === session) && wants(listener.events, event))
        listener.socket.send(JSON.stringify(envelope));
  }

  /** Says goodbye to all. */
  stop(): void {
    clearInterval(this.timer);
    for (const { socket } of this.listeners) socket.close(1001, "server shuts down");
  }

  private ping(): void {
    for (const { socket } of this.listeners) socket.ping();
  }
}

/** True when a list of events names this one; the star names all but those of the engine itself. */
export function wants(events: readonly string[], event: string): boolean {
  return events.includes(event) || (events.includes("*") && event !== "engine.event");
}
