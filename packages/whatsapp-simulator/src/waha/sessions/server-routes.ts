import type { WahaRoutes } from "../http/waha-call.ts";
import { readFile } from "../messages/read-file.ts";

/** The server itself, and the files it serves. */
export const serverRoutes: WahaRoutes = {
  "GET /ping": () => ({ message: "pong" }),
  "GET /health": () => ({ status: "ok", info: {}, error: {}, details: {} }),
  "GET /api/server/version": ({ waha }) => versionOf(waha.settings),
  "GET /api/version": ({ waha }) => versionOf(waha.settings),
  "GET /api/server/environment": () => ({}),
  "GET /api/server/status": ({ waha }) => ({
    startTimestamp: waha.network.clock.now() - Math.round(process.uptime() * 1_000),
    uptime: Math.round(process.uptime() * 1_000),
    worker: { id: "" },
  }),
  "GET /api/files/:session/:file": (call) => readFile(call),
};

function versionOf({ version, engine }: { version: string; engine: string }): object {
  return { version, engine, tier: "PLUS", browser: null };
}
