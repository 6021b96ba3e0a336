import { createBaileysDriver } from "@balas/whatsapp-baileys";
import { type Clock, systemClock } from "./kernel/clock.ts";
import type { Config } from "./kernel/config.ts";
import type { Machine } from "./kernel/context.ts";
import { createSealer, hasDataKeys, loadMasterKey } from "./kernel/crypto.ts";
import { openDatabase } from "./kernel/db.ts";
import type { Gatekeeper } from "./kernel/gatekeeper.ts";
import type { Log } from "./kernel/log.ts";
import { createMailer } from "./kernel/mail.ts";
import { createMetrics, type Metrics } from "./kernel/metrics.ts";
import type { ModuleDefinition } from "./kernel/module.ts";
import type { Ports } from "./kernel/ports.ts";
import { createDiskStorage } from "./kernel/storage.ts";
import { createMessagePort } from "./modules/messages/index.ts";
import { createGatekeeper } from "./modules/organizations/index.ts";
import { type Drivers, type MessagePort, notifySessionsThrough } from "./modules/sessions/index.ts";
import { modules } from "./modules.ts";

/** The product put together: what every role needs to run. */
export interface App {
  config: Config;
  databaseUrl: string;
  machine: Machine;
  modules: readonly ModuleDefinition[];
  gatekeeper: Gatekeeper;
  metrics: Metrics;
  drivers: Drivers;
  messagePort: MessagePort;
}

export interface Surroundings {
  config: Config;
  databaseUrl: string;
  log: Log;
  sandbox: Ports["sandbox"];
  /** Tests plug a clock that they can move. */
  clock?: Clock;
}

/** The only wiring: plugs ports, drivers and the modules' answers to the kernel's questions. */
export async function composeApp(surroundings: Surroundings): Promise<App> {
  const { config, log } = surroundings;
  const database = openDatabase(surroundings.databaseUrl, {
    log: (error) => log.warn({ err: error }, "an idle database connection ended"),
  });
  const masterKey = await loadMasterKey(config.BALAS_MASTER_KEY, config.dataDirectory, () => hasDataKeys(database));
  const ports: Ports = {
    clock: surroundings.clock ?? systemClock,
    log,
    mailer: createMailer(config.SMTP_URL, config.MAIL_FROM),
    storage: createDiskStorage(`${config.dataDirectory}/media`),
    sealer: createSealer(masterKey, database),
    publicUrl: config.publicUrl,
    sandbox: surroundings.sandbox,
    signUp: config.BALAS_SIGN_UP,
  };
  const machine: Machine = { database, ports };
  notifySessionsThrough(machine);
  return {
    config,
    databaseUrl: surroundings.databaseUrl,
    machine,
    modules,
    metrics: createMetrics(),
    gatekeeper: createGatekeeper(machine),
    drivers: { baileys: createBaileysDriver() },
    messagePort: createMessagePort(machine),
  };
}
