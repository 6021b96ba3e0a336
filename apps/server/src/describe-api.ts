import type { Machine } from "./kernel/context.ts";
import type { Gatekeeper } from "./kernel/gatekeeper.ts";
import { createHttp } from "./kernel/http.ts";
import { createLog } from "./kernel/log.ts";
import { createMetrics } from "./kernel/metrics.ts";
import { modules } from "./modules.ts";

/** Builds the OpenAPI description from the routes of all modules; no database and no network is touched. */
export async function describeApi(): Promise<unknown> {
  const server = await createHttp({
    // Only routes are read, none is called, so nothing of the machine is ever used.
    machine: { ports: { log: createLog("silent") } } as Machine,
    gatekeeper: {} as Gatekeeper,
    modules,
    metrics: createMetrics(),
    config: { BALAS_TRUST_PROXY: false, BALAS_LIMIT_FACTOR: 1, publicUrl: "http://localhost:4000" },
  });
  await server.ready();
  const description = server.swagger();
  await server.close();
  return description;
}
