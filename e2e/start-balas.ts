import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildDashboard, isDashboardStale } from "../scripts/build-dashboard.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const slowestStart = 60_000;
const slowestStop = 30_000;

/** A whole Balas of its own: data folder, port, database and simulated network. */
export interface RunningBalas {
  url: string;
  /** Ends it with everything it started, and removes its data. */
  stop(): Promise<void>;
}

/** Starts the product as `npm start` does and resolves when its page answers. */
export async function startBalas(): Promise<RunningBalas> {
  if (isDashboardStale()) {
    const { code, output } = await buildDashboard(process.execPath, { isQuiet: true });
    if (code !== 0) throw new Error(`the dashboard could not be built:\n${output}`);
  }
  const data = await mkdtemp(join(tmpdir(), "balas-journey-"));
  const port = await freePort();
  const server = spawn(process.execPath, ["apps/server/src/main.ts"], {
    cwd: root,
    env: {
      ...process.env,
      BALAS_PORT: String(port),
      BALAS_HOST: "127.0.0.1",
      BALAS_URL: `http://127.0.0.1:${port}`,
      BALAS_DATA: data,
      BALAS_LOG_LEVEL: process.env.BALAS_JOURNEY_LOG ?? "warn",
      // One person does in two minutes what takes an hour: the limits are tested elsewhere.
      BALAS_LIMIT_FACTOR: "20",
      // No journey may reach the real network.
      BALAS_LIVE: "false",
      DATABASE_URL: "",
      SMTP_URL: "",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Should the journey be killed by -9, the end of this pipe makes the shell stop the server too.
  const watchdog = spawn("/bin/sh", ["-c", 'read -r _; kill -TERM "$0"', String(server.pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  server.once("exit", () => watchdog.kill("SIGKILL"));
  const output: string[] = [];
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => output.push(String(chunk)));
  try {
    await isReady(server, output);
  } catch (error) {
    await end(server);
    await rm(data, { recursive: true, force: true });
    throw error;
  }
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await end(server);
      await rm(data, { recursive: true, force: true });
      if (process.env.BALAS_JOURNEY_LOG) process.stdout.write(output.join(""));
    },
  };
}

async function isReady(server: ChildProcess, output: string[]): Promise<void> {
  const end = Date.now() + slowestStart;
  while (!output.join("").includes("Balas is ready")) {
    if (server.exitCode !== null) throw new Error(`Balas ended with code ${server.exitCode}:\n${output.join("")}`);
    if (Date.now() > end) throw new Error(`Balas did not start in time:\n${output.join("")}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A stop is graceful; one that hangs is killed, and its database and simulator notice that by themselves. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  const hung = setTimeout(() => server.kill("SIGKILL"), slowestStop);
  await exited;
  clearTimeout(hung);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
