import type { Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import { createServer, type Server, type Socket } from "node:net";

const TLS_HANDSHAKE = 22;
const FIRST_BYTE_WITHIN_MS = 30_000;

/** One port for both protocols: who begins with a TLS handshake gets https, who does not gets http. */
export function sharePort(http: HttpServer, https: HttpsServer): Server & { closeNow(): Promise<void> } {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    const fail = () => socket.destroy();
    socket.once("error", fail);
    socket.setTimeout(FIRST_BYTE_WITHIN_MS, fail);
    socket.once("data", (chunk: Buffer) => {
      socket.setTimeout(0);
      socket.off("timeout", fail);
      socket.off("error", fail);
      socket.pause();
      socket.unshift(chunk);
      (chunk[0] === TLS_HANDSHAKE ? https : http).emit("connection", socket);
      process.nextTick(() => socket.resume());
    });
  });
  return Object.assign(server, {
    closeNow: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  });
}
