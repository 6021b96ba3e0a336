import type { Connection } from "../wire/connection.ts";

/** The sockets of all clients, and which linked device each belongs to. */
export class Connections {
  private readonly open = new Set<Connection>();
  private readonly byDevice = new Map<string, Connection>();

  /** Takes note of a new socket. */
  add(connection: Connection): void {
    this.open.add(connection);
  }

  /** Forgets a socket that closed. */
  remove(connection: Connection): void {
    this.open.delete(connection);
    const key = connection.companion && keyOf(connection.companion.phone, connection.companion.device);
    if (key !== undefined && this.byDevice.get(key) === connection) this.byDevice.delete(key);
  }

  /** Makes this the socket of a device; returns the one it replaces. */
  claim(phone: string, device: number, connection: Connection): Connection | undefined {
    const key = keyOf(phone, device);
    const previous = this.byDevice.get(key);
    this.byDevice.set(key, connection);
    return previous;
  }

  /** The socket of a device, when it is connected. */
  of(phone: string, device: number): Connection | undefined {
    return this.byDevice.get(keyOf(phone, device));
  }

  /** The connected devices of an account. */
  ofAccount(phone: string): Connection[] {
    return [...this.byDevice.values()].filter((connection) => connection.companion?.phone === phone);
  }

  /** Every socket. */
  all(): Connection[] {
    return [...this.open];
  }

  /** The sockets that are logged in. */
  loggedIn(): Connection[] {
    return [...this.byDevice.values()];
  }
}

function keyOf(phone: string, device: number): string {
  return `${phone}:${device}`;
}
