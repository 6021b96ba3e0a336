import type { App } from "./compose.ts";
import { startWeb } from "./roles/api.ts";
import { startGatewayRole } from "./roles/gateway.ts";
import type { RunningRole } from "./roles/role.ts";
import { startWorkerRole } from "./roles/worker.ts";

/** Starts the roles that the configuration asks for, and stops them in the reverse order. */
export async function startRoles(app: App): Promise<RunningRole & { address: string }> {
  const wanted = new Set(app.config.BALAS_ROLES);
  const running: RunningRole[] = [];
  const stop = async () => {
    for (const role of running.reverse()) await role.stop();
    await app.machine.database.stop();
  };
  try {
    if (wanted.has("worker")) running.push(await startWorkerRole(app));
    const web = await startWeb(app, { api: wanted.has("api"), realtime: wanted.has("realtime") });
    running.push(web);
    if (wanted.has("gateway")) running.push(await startGatewayRole(app));
    return { address: web.address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
