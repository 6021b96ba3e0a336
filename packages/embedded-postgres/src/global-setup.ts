import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Client } from "pg";
import { startPostgres } from "./start-postgres.ts";
import { migratedTemplate } from "./testing.ts";

/** Starts one throw-away server for the whole test run, with a migrated template, and returns its end. */
export default async function setUp(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "balas-test-"));
  chmodSync(folder, 0o711); // As root the server runs as another user, who must pass through.
  try {
    const postgres = await startPostgres({ dataDirectory: join(folder, "postgres"), settings: throwAwaySettings });
    process.env.BALAS_TEST_POSTGRES = postgres.superuserUrl;
    await prepareTemplate(postgres.superuserUrl);
    return async () => {
      await postgres.stop();
      rmSync(postgres.dataDirectory, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Nobody misses this data after a power cut; everything else is as in production. */
const throwAwaySettings = { fsync: "off", full_page_writes: "off", shared_buffers: "128MB", max_wal_size: "1GB" };

async function prepareTemplate(superuserUrl: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`create database ${migratedTemplate} owner owner`);
    const failure = await migrateTemplate(superuserUrl);
    if (failure !== undefined) process.env.BALAS_TEST_MIGRATION_FAILURE = failure;
    await client.query(`alter database ${migratedTemplate} with allow_connections false is_template true`);
  } finally {
    await client.end();
  }
}

/** A broken migration fails the tests that need a database, with its reason, and no others. */
async function migrateTemplate(superuserUrl: string): Promise<string | undefined> {
  const path = resolve(import.meta.dirname, "../../../apps/server/src/kernel/migrate.ts");
  if (!existsSync(path)) return undefined;
  const url = new URL(superuserUrl);
  url.username = "owner";
  url.pathname = `/${migratedTemplate}`;
  try {
    const { migrate }: { migrate: (url: string) => Promise<unknown> } = await import(pathToFileURL(path).href);
    await migrate(url.href);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
