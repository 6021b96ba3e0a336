import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testDatabase } from "@balas/embedded-postgres/testing";
import { sql } from "kysely";
import { type App, composeApp } from "../compose.ts";
import { readConfig } from "../kernel/config.ts";
import { type Ctx, runAsTenant } from "../kernel/context.ts";
import { createLog } from "../kernel/log.ts";
import type { Ports } from "../kernel/ports.ts";
import { startRoles } from "../start.ts";
import { type ApiClient, createApiClient } from "./api-client.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";

/** The whole product on a database of its own, listening on a free port. */
export interface TestApp {
  app: App;
  url: string;
  clock: ManualClock;
  anonymous: ApiClient;
  /** Signs up a verified person through the API. */
  signUp(name?: string): Promise<TestPerson>;
  /** Signs up a person with an organization, whose owner he is; calls carry both. */
  signUpOwner(name?: string): Promise<TestOwner>;
  /** Runs a command of a module as the machine itself in the organization. */
  as<T>(organizationId: string, work: (ctx: Ctx) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export interface TestPerson {
  userId: string;
  email: string;
  password: string;
  api: ApiClient;
}

export interface TestOwner extends TestPerson {
  organizationId: string;
}

let people = 0;

/** Starts the product for a test file; `settings` are environment variables. Stop it in afterAll. */
export async function startTestApp(
  options: { settings?: Record<string, string>; sandbox?: Ports["sandbox"]; clock?: ManualClock } = {},
): Promise<TestApp> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), "balas-app-"));
  const config = readConfig({
    BALAS_PORT: "0",
    BALAS_HOST: "127.0.0.1",
    BALAS_DATA: folder,
    BALAS_LOG_LEVEL: process.env.BALAS_TEST_LOG ?? "silent",
    BALAS_LIMIT_FACTOR: "1000",
    BALAS_LIVE: "false",
    ...options.settings,
  });
  const clock = options.clock ?? createManualClock();
  const log = createLog(config.BALAS_LOG_LEVEL);
  const app = await composeApp({ config, databaseUrl: database.url, log, clock, sandbox: options.sandbox });
  const roles = await startRoles(app);
  const url = roles.address.replace("0.0.0.0", "127.0.0.1");
  const anonymous = createApiClient(url);

  async function signUp(name = "Ayu Lestari"): Promise<TestPerson> {
    people += 1;
    const email = `person${people}.${process.pid}@example.com`;
    const password = "kopi-Senandika-2026";
    await expectStatus(201, anonymous.post("/auth/register", { name, email, password, acceptTerms: true }));
    const token = await verificationToken(app, email);
    await expectStatus(200, anonymous.post("/auth/verify-email", { token }));
    const login = await expectStatus<{ accessToken: string; user: { id: string } }>(
      200,
      // Remembered, so that tests may move the clock by weeks.
      anonymous.post("/auth/login", { email, password, remember: true }),
    );
    const api = createApiClient(url, { Authorization: `Bearer ${login.accessToken}` });
    return { userId: login.user.id, email, password, api };
  }

  return {
    app,
    url,
    clock,
    anonymous,
    signUp,
    async signUpOwner(name) {
      const person = await signUp(name);
      const made = await expectStatus<{ id: string }>(
        201,
        person.api.post("/organizations", { name: "Kopi Senandika", zone: "Asia/Jakarta", language: "id" }),
      );
      const api = createApiClient(url, { ...person.api.headers, "X-Balas-Organization": made.id });
      return { ...person, api, organizationId: made.id };
    },
    as: (organizationId, work) =>
      runAsTenant(app.machine, { organizationId, actor: { kind: "system", name: "test" } }, work),
    async stop() {
      await roles.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function expectStatus<Body>(status: number, call: Promise<{ status: number; body: Body }>): Promise<Body> {
  const answer = await call;
  if (answer.status !== status)
    throw new Error(`expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Reads the link of the newest mail to this address, as its reader would. */
async function verificationToken(app: App, email: string): Promise<string> {
  const { rows } = await app.machine.database.withSystem("read the outbox", (db) =>
    sql<{ text: string }>`select text from mails where recipient = ${email} order by created_at desc limit 1`.execute(
      db,
    ),
  );
  const token = /token=([\w-]+)/.exec(rows[0]?.text ?? "")?.[1];
  if (!token) throw new Error(`no mail with a link for ${email}`);
  return token;
}

/** Waits until the probe answers with something, for what follows from a fact or a job; fails after the time (milliseconds). */
export async function eventually<T>(
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  within = 10_000,
): Promise<T> {
  const end = Date.now() + within;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error("it did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
