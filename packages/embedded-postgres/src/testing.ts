import { randomBytes } from "node:crypto";
import { Client } from "pg";

/** A database of a test's own; drop it when the test file ends, after its connections are closed. */
export type TestDatabase = { url: string; name: string; drop(): Promise<void> };

/** The migrated database that every test starts from. */
export const migratedTemplate = "balas_template";

/** Returns a fresh, migrated and empty database for one test file. */
export async function testDatabase(): Promise<TestDatabase> {
  const failure = process.env.BALAS_TEST_MIGRATION_FAILURE;
  if (failure) throw new Error(`The test template could not be migrated: ${failure}`);
  return createDatabaseFromTemplate(migratedTemplate);
}

/** Returns a fresh database cloned from the template; it connects as `owner`. */
export async function createDatabaseFromTemplate(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asSuperuser(`create database ${name} template ${template} owner owner strategy file_copy`);
  const url = new URL(testServerUrl());
  url.username = "owner";
  url.pathname = `/${name}`;
  return { url: url.href, name, drop: () => asSuperuser(`drop database if exists ${name} with (force)`) };
}

/** Returns the superuser's address of the throw-away server that the test run started. */
export function testServerUrl(): string {
  const url = process.env.BALAS_TEST_POSTGRES;
  if (url === undefined) throw new Error("No test server: run tests by `npx vitest run` from the repository's root.");
  return url;
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new Client({ connectionString: testServerUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
