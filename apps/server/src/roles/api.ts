import type { FastifyInstance } from "fastify";
import type { App } from "../compose.ts";
import { addApiReference } from "../kernel/api-reference.ts";
import { addDashboard } from "../kernel/dashboard-files.ts";
import { addHealthRoutes } from "../kernel/health-routes.ts";
import { createHttp } from "../kernel/http.ts";
import { RealtimeHub } from "../kernel/realtime.ts";
import { addRealtimeRoute } from "../kernel/realtime-route.ts";
import type { RunningRole } from "./role.ts";

/** Serves HTTP: the API and the dashboard for role api, the WebSocket for role realtime, health for all. */
export async function startWeb(
  app: App,
  serves: { api: boolean; realtime: boolean },
): Promise<RunningRole & { address: string; server: FastifyInstance }> {
  const { machine, metrics, gatekeeper, config } = app;
  const server = await createHttp({ machine, metrics, gatekeeper, config, modules: serves.api ? app.modules : [] });
  addHealthRoutes(server, machine, metrics);
  const liveFacts = app.modules.flatMap((module) => module.liveFacts);
  const hub = new RealtimeHub({ machine, metrics, liveFacts, url: app.databaseUrl });
  if (serves.realtime) {
    await hub.start();
    addRealtimeRoute(server, hub, gatekeeper);
  }
  if (serves.api) {
    await addApiReference(server);
    await addDashboard(server);
  }
  const address = await server.listen({ port: config.BALAS_PORT, host: config.BALAS_HOST });
  return {
    address,
    server,
    async stop() {
      await hub.stop();
      await server.close();
    },
  };
}
