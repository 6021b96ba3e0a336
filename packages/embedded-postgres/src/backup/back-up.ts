import { createHash } from "node:crypto";
import { createWriteStream, existsSync, rmSync } from "node:fs";
import { open, readdir, rename, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { connectionUrl, readPassword } from "../connection.ts";
import { isHeld, readDataLock } from "../data-lock.ts";
import { startPostgres } from "../start-postgres.ts";
import { baseBackup } from "./base-backup.ts";
import { exactly, snapshotOf } from "./file-content.ts";
import { type Manifest, manifestPath } from "./manifest.ts";
import { readTar, type TarEntry, textEntry, writeTar } from "./tar.ts";

type BackUpOptions = { dataFolder: string; file: string; version: string };

/** Writes the whole data folder, database and files, to one archive while everything goes on running. */
export async function backUp({ dataFolder, file, version }: BackUpOptions): Promise<Manifest> {
  if (existsSync(file)) throw new Error(`There already is a ${file}: name a new file.`);
  if (!existsSync(join(dataFolder, "postgres"))) throw new Error(`There is no data of Balas in ${dataFolder}.`);
  const draft = `${file}.partial`;
  const server = await reachServer(join(dataFolder, "postgres"));
  const manifest: Manifest = {
    format: 1,
    balas: version,
    createdAt: new Date().toISOString(),
    masterKey: "left out",
    files: {},
  };
  try {
    const entries = allEntries(dataFolder, server.superuserUrl, manifest);
    await pipeline(writeTar(entries), createGzip({ level: 3 }), createWriteStream(draft, { mode: 0o600 }));
    await flush(draft);
    await rename(draft, file);
    return manifest;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    await server.release();
  }
}

/** Uses the server of the running Balas, or starts it for as long as the backup takes. */
async function reachServer(dataDirectory: string): Promise<{ superuserUrl: string; release(): Promise<void> }> {
  const lock = readDataLock(dataDirectory);
  if (lock === undefined || !isHeld(lock)) {
    const postgres = await startPostgres({ dataDirectory });
    return { superuserUrl: postgres.superuserUrl, release: () => postgres.stop() };
  }
  if (lock.port === undefined) throw new Error("Balas is just starting: take the backup when it runs.");
  const password = readPassword(dataDirectory);
  const superuserUrl = connectionUrl({ port: lock.port, password, role: "postgres", database: "postgres" });
  return { superuserUrl, release: async () => {} };
}

/**
 * The database comes first: a row that is in it then finds its file, which was written before the row. The simulated
 * network follows at once, because the keys of its devices and of our sessions must be of about the same moment.
 */
async function* allEntries(folder: string, superuserUrl: string, manifest: Manifest): AsyncGenerator<TarEntry> {
  yield folderEntry("postgres");
  for await (const entry of readTar(baseBackup(superuserUrl))) {
    yield hashed({ ...entry, path: `postgres/${entry.path}` }, manifest);
  }
  const names = (await readdir(folder)).filter((name) => !isLeftOut(name) && name !== "simulator");
  for (const name of ["simulator", ...names.sort()]) yield* filesUnder(folder, name, manifest);
  yield textEntry(manifestPath, JSON.stringify(manifest, undefined, 1));
}

/** The key stays with the operator; PostgreSQL's folder came by its own way; locks and logs are of the moment. */
function isLeftOut(name: string): boolean {
  return name === "master.key" || name.startsWith("postgres") || name.endsWith(".lock") || name.endsWith(".log");
}

async function* filesUnder(folder: string, path: string, manifest: Manifest): AsyncGenerator<TarEntry> {
  const place = join(folder, path);
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) return; // Deleted since we looked, or never there.
  if (found.isDirectory()) {
    yield folderEntry(path);
    for (const name of (await readdir(place)).sort()) yield* filesUnder(folder, `${path}/${name}`, manifest);
  } else if (path.endsWith(".sqlite")) {
    yield hashed({ path, type: "file", ...(await snapshotOf(place)) }, manifest);
  } else if (found.isFile() && !/\.sqlite-(wal|shm)$/.test(path)) {
    yield hashed({ path, type: "file", size: found.size, content: exactly(place, found.size) }, manifest);
  }
}

function hashed(entry: TarEntry, manifest: Manifest): TarEntry {
  if (entry.type === "directory") return entry;
  const hash = createHash("sha256");
  async function* content() {
    for await (const chunk of entry.content) {
      hash.update(chunk);
      yield chunk;
    }
    manifest.files[entry.path] = { size: entry.size, sha256: hash.digest("hex") };
  }
  return { ...entry, content: content() };
}

function folderEntry(path: string): TarEntry {
  return { ...textEntry(path, ""), type: "directory" };
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, "r+");
  await handle.sync();
  await handle.close();
}

/** Returns the file to write to, by the day and minute when none was named. */
export function backupFile(named: string | undefined, from: string, now: Date): string {
  const minute = now.toISOString().slice(0, 16).replaceAll(":", "-");
  return resolve(from, named ?? basename(`balas-${minute}.tar.gz`));
}
