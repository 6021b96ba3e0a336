import type { App } from "../compose.ts";
import { Gateway } from "../modules/sessions/index.ts";
import type { RunningRole } from "./role.ts";

/** Holds the sockets of the WhatsApp numbers and delivers their messages. */
export async function startGatewayRole({
  machine,
  databaseUrl,
  drivers,
  messagePort,
  config,
}: App): Promise<RunningRole> {
  const gateway = new Gateway({ machine, databaseUrl, drivers, port: messagePort, mayGoLive: config.BALAS_LIVE });
  await gateway.start();
  return { stop: () => gateway.stop() };
}
