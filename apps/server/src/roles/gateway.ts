import type { App } from "../compose.ts";
import { Gateway } from "../modules/sessions/index.ts";
import type { RunningRole } from "./role.ts";

/** Holds the sockets of the WhatsApp numbers and delivers their messages. */
export async function startGatewayRole({ machine, databaseUrl, drivers, messagePort }: App): Promise<RunningRole> {
  const gateway = new Gateway({ machine, databaseUrl, drivers, port: messagePort });
  await gateway.start();
  return { stop: () => gateway.stop() };
}
