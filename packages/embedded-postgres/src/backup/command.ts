import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { backUp, backupFile } from "./back-up.ts";
import { restore } from "./restore.ts";

// `npm run backup -- <file>` and `npm run restore -- <file>`, started by the scripts of these names.
const [command, named] = process.argv.slice(2);
const dataFolder = resolve(process.env.BALAS_DATA || "./data");
// npm changes to the root of the repository; the operator names files from where they stand.
const standing = process.env.INIT_CWD ?? process.cwd();
const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  if (process.env.DATABASE_URL) {
    throw new Error(
      "DATABASE_URL names a PostgreSQL of your own: back it up by pg_dump, and copy the data folder beside it.",
    );
  }
  if (command === "backup") await runBackup();
  else await runRestore();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function runBackup(): Promise<void> {
  const root = resolve(import.meta.dirname, "../../../..");
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const file = backupFile(named, standing, new Date());
  const manifest = await backUp({ dataFolder, file, version });
  say(`Backed up ${Object.keys(manifest.files).length} files of ${dataFolder} to ${file}.`);
  say("The master key is left out on purpose: keep master.key or BALAS_MASTER_KEY somewhere else, safely.");
}

async function runRestore(): Promise<void> {
  if (named === undefined) throw new Error("Name the backup: npm run restore -- <file>");
  const manifest = await restore({ dataFolder, file: resolve(standing, named), log: say });
  say(`Restored the backup of ${manifest.createdAt} (Balas ${manifest.balas}) to ${dataFolder}.`);
  say(`Before npm start, put master.key back into ${dataFolder} or set BALAS_MASTER_KEY: it is not in the backup.`);
}
