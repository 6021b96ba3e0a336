import type { Socket } from "./open-socket.ts";

/** A closing handshake that the other side never answers is cut after this long; the library would wait 30 s. */
const CLOSE_MS = 1000;

interface RawSocket {
  send(data: unknown, done?: (error?: Error) => void): void;
  close(...reason: unknown[]): void;
  terminate(): void;
}

/** The WebSocket below Baileys' client. It exists as soon as Baileys was started, before its first frame. */
export function rawSocketOf(socket: Socket): RawSocket {
  const raw: unknown = Reflect.get(socket.ws, "socket");
  if (!isRawSocket(raw)) throw new Error("This release of Baileys keeps its WebSocket elsewhere.");
  const close = raw.close.bind(raw);
  raw.close = (...reason) => {
    close(...reason);
    setTimeout(() => raw.terminate(), CLOSE_MS).unref();
  };
  return raw;
}

function isRawSocket(value: unknown): value is RawSocket {
  return typeof value === "object" && value !== null && "send" in value && "close" in value && "terminate" in value;
}
