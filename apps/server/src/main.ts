import { startPostgres } from "@balas/embedded-postgres";
import { composeApp } from "./compose.ts";
import { type Config, readConfig } from "./kernel/config.ts";
import { createLog } from "./kernel/log.ts";
import { migrate } from "./kernel/migrate.ts";
import type { Ports } from "./kernel/ports.ts";
import type { RunningRole } from "./roles/role.ts";
import { startSandboxProcess } from "./sandbox-process.ts";
import { startRoles } from "./start.ts";

const config = readConfigOrExit();
const log = createLog(config.BALAS_LOG_LEVEL);
const started: RunningRole[] = [];
let isStopping = false;

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(0));
// The WhatsApp library leaves promises of its timers alone. One that rejects must not end hundreds of numbers; what we
// keep is in transactions, so going on is safe. An exception, in contrast, ends the process, and a supervisor starts it.
process.on("unhandledRejection", (error) => log.error({ err: error }, "a rejection was handled nowhere"));

try {
  await start();
} catch (error) {
  log.fatal({ err: error }, error instanceof Error ? error.message : "Balas did not start");
  await stop(1);
}

async function start(): Promise<void> {
  const databaseUrl = await startDatabase();
  await migrate(databaseUrl);
  const sandbox = await startSandbox();
  const app = await composeApp({ config, databaseUrl, log, sandbox });
  const roles = await startRoles(app);
  started.push(roles);
  process.stdout.write(`Balas is ready: ${config.publicUrl}\n`);
}

async function startDatabase(): Promise<string> {
  if (config.DATABASE_URL) return config.DATABASE_URL;
  const postgres = await startPostgres({
    dataDirectory: `${config.dataDirectory}/postgres`,
    log: (line) => log.info(line),
  });
  started.push(postgres);
  return postgres.url;
}

async function startSandbox(): Promise<Ports["sandbox"]> {
  if (config.BALAS_SANDBOX_URL) return sandboxAt(config.BALAS_SANDBOX_URL);
  if (!config.BALAS_SANDBOX) return undefined;
  const child = await startSandboxProcess(config.dataDirectory, log);
  started.push(child);
  return { url: child.url, admin: child.admin };
}

function sandboxAt(base: string): { url: string; admin: string } {
  const address = new URL(base);
  return { url: `ws://${address.host}/ws/chat`, admin: `http://${address.host}/admin` };
}

/** Ends gracefully: no new work, running work finishes, then the database. */
async function stop(code: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  for (const part of started.reverse()) {
    try {
      await part.stop();
    } catch (error) {
      log.error({ err: error }, "a part did not stop cleanly");
    }
  }
  process.exit(code);
}

function readConfigOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(2);
  }
}
