// Writes schema.ts, the types of all tables, from a freshly migrated database: `npm run generate`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@balas/embedded-postgres";
import { migrate } from "./migrate.ts";

const folder = mkdtempSync(join(tmpdir(), "balas-schema-"));
const { chmodSync } = await import("node:fs");
chmodSync(folder, 0o711);
const postgres = await startPostgres({ dataDirectory: join(folder, "postgres"), settings: { fsync: "off" } });
try {
  await migrate(postgres.url);
  execFileSync(
    join(import.meta.dirname, "../../../../node_modules/.bin/kysely-codegen"),
    [
      "--dialect",
      "postgres",
      "--url",
      postgres.url,
      "--out-file",
      join(import.meta.dirname, "schema.ts"),
      "--default-schema",
      "public",
      "--exclude-pattern",
      "graphile_worker.*",
      "--numeric-parser",
      "number",
      "--type-mapping",
      '{"int8":"ColumnType<number, number | string | bigint, number | string | bigint>"}',
    ],
    { stdio: "inherit" },
  );
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
