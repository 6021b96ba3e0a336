import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startPostgres } from "@balas/embedded-postgres";
import { simulatorClient } from "@balas/whatsapp-simulator/client";
import { migrate } from "../../apps/server/src/kernel/migrate.ts";
import { type ApiClient, createApiClient } from "../../apps/server/src/testing/api-client.ts";

const root = join(import.meta.dirname, "../..");

/** A process of the product, of the roles it was started with. */
export interface ServerProcess {
  pid: number;
  url: string;
  hasExited(): boolean;
  /** Ends it like a power cut. */
  kill(): Promise<void>;
  /** Ends it gracefully. */
  stop(): Promise<void>;
}

/** Everything around the product on this machine: a durable PostgreSQL and a simulated network, each of its own process. */
export interface Rig {
  folder: string;
  postgresUrl: string;
  postgres: Awaited<ReturnType<typeof startPostgres>>;
  simulator: {
    url: string;
    admin: string;
    rootPublicKey: string;
    client: ReturnType<typeof simulatorClient>;
    pid: number;
  };
  startServer(roles: readonly string[], settings?: Record<string, string>): Promise<ServerProcess>;
  /** Signs up a verified owner with an organization; calls go to this server. */
  signUpOwner(url: string): Promise<{ api: ApiClient; organizationId: string; accessToken: string }>;
  stop(): Promise<void>;
}

/** Starts the surroundings in a temporary folder, with the settings of production: what is committed is on disk. */
export async function startRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), "balas-rig-"));
  await chmod(folder, 0o711); // the database runs as another user when we are root
  const postgres = await startPostgres({ dataDirectory: join(folder, "postgres") });
  await migrate(postgres.url);
  const simulator = await startSimulatorProcess(folder);
  const masterKey = randomBytes(32).toString("hex");
  const servers = new Set<ServerProcess>();
  return {
    folder,
    postgres,
    postgresUrl: postgres.url,
    simulator,
    async startServer(roles, settings = {}) {
      const server = await startServerProcess({
        BALAS_ROLES: roles.join(","),
        BALAS_DATA: folder,
        BALAS_MASTER_KEY: masterKey,
        BALAS_SANDBOX_URL: new URL(simulator.admin).origin,
        BALAS_LOG_LEVEL: "warn",
        BALAS_LIMIT_FACTOR: "1000",
        DATABASE_URL: postgres.url,
        ...settings,
      });
      servers.add(server);
      return server;
    },
    signUpOwner: (url) => signUpOwner(url, postgres.url),
    async stop() {
      for (const server of servers) if (!server.hasExited()) await server.stop();
      simulator.stop();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startSimulatorProcess(folder: string) {
  const child = spawn(
    process.execPath,
    [join(root, "packages/whatsapp-simulator/src/main.ts"), "--port", "0", "--data", join(folder, "simulator")],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const { url, admin, rootPublicKey } = JSON.parse(await firstLine(child, () => true)) as Record<string, string>;
  if (!url || !admin || !rootPublicKey || !child.pid) throw new Error("the simulator did not say where it is");
  return {
    url,
    admin,
    rootPublicKey,
    pid: child.pid,
    client: simulatorClient(admin),
    stop: () => child.kill("SIGTERM"),
  };
}

/** Starts a process of the product and resolves when it serves. */
export async function startServerProcess(settings: Record<string, string>): Promise<ServerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, "apps/server/src/main.ts")], {
    env: { PATH: process.env.PATH, BALAS_PORT: String(port), BALAS_HOST: "127.0.0.1", ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  await firstLine(child, (line) => line.startsWith("Balas is ready"));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${port}`,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}

function firstLine(child: ChildProcess, matches: (line: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error("the child has no output");
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (matches(line)) resolve(line);
      else process.stderr.write(`${line}\n`);
    });
    child.once("exit", (code) => reject(new Error(`the process ended with ${code} before it was ready`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function signUpOwner(url: string, postgresUrl: string) {
  const anonymous = createApiClient(url);
  const person = { email: `owner.${randomBytes(4).toString("hex")}@example.com`, password: "kopi-Senandika-2026" };
  await succeed(anonymous.post("/auth/register", { ...person, name: "Ayu Lestari", acceptTerms: true }));
  await succeed(anonymous.post("/auth/verify-email", { token: await mailedToken(postgresUrl, person.email) }));
  const { accessToken } = await succeed<{ accessToken: string }>(anonymous.post("/auth/login", person));
  const headers = { Authorization: `Bearer ${accessToken}` };
  const { id } = await succeed<{ id: string }>(
    createApiClient(url, headers).post("/organizations", {
      name: "Kopi Senandika",
      zone: "Asia/Jakarta",
      language: "id",
    }),
  );
  return { api: createApiClient(url, { ...headers, "X-Balas-Organization": id }), organizationId: id, accessToken };
}

/** Resolves to the body of a call that must succeed. */
export async function succeed<Body>(call: Promise<{ status: number; body: Body }>): Promise<Body> {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}

async function mailedToken(postgresUrl: string, email: string): Promise<string> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      "select text from mails where recipient = $1 order by created_at desc limit 1",
      [email],
    );
    const token = /token=([\w-]+)/.exec(rows[0]?.text ?? "")?.[1];
    if (!token) throw new Error(`no mail with a link for ${email}`);
    return token;
  } finally {
    await client.end();
  }
}
