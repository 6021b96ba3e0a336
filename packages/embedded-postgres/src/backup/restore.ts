import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createGunzip } from "node:zlib";
import { placeData } from "../prepare-data.ts";
import { serverUser } from "../server-user.ts";
import { type Manifest, manifestPath, parseManifest } from "./manifest.ts";
import { collect, readTar, type TarEntry } from "./tar.ts";

type RestoreOptions = { dataFolder: string; file: string; log?: (line: string) => void };

/** Fills an empty data folder from a backup; a backup that is damaged or cut short leaves the folder empty. */
export async function restore({ dataFolder, file, log = () => {} }: RestoreOptions): Promise<Manifest> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  requireEmpty(dataFolder);
  mkdirSync(dataFolder, { recursive: true });
  const draft = join(dataFolder, ".restoring");
  const postgres = join(dataFolder, "postgres");
  const place = placeData(postgres, serverUser(postgres), log);
  const postgresDraft = `${place}.restoring`;
  const locate = (path: string) => {
    const isPostgres = path === "postgres" || path.startsWith("postgres/");
    return isPostgres ? `${postgresDraft}${path.slice("postgres".length)}` : join(draft, path);
  };
  try {
    mkdirSync(draft);
    const manifest = await extract(file, locate);
    for (const name of readdirSync(draft)) renameSync(join(draft, name), join(dataFolder, name));
    rmSync(draft, { recursive: true });
    renameSync(postgresDraft, place);
    return manifest;
  } catch (error) {
    for (const path of [draft, postgresDraft, postgres]) rmSync(path, { recursive: true, force: true });
    if (!place.startsWith(realpathSync(dataFolder))) rmSync(dirname(place), { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Nothing was restored, because the backup can't be trusted: ${reason}`);
  }
}

/** The key may be put back before or after. */
function requireEmpty(dataFolder: string): void {
  const names = existsSync(dataFolder) ? readdirSync(dataFolder).filter((name) => name !== "master.key") : [];
  if (names.length > 0) {
    throw new Error(`The folder ${dataFolder} is not empty: restore into an empty one, named in BALAS_DATA.`);
  }
}

async function extract(file: string, locate: (path: string) => string): Promise<Manifest> {
  const found: Manifest["files"] = {};
  let manifest: Manifest | undefined;
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip());
  source.on("error", (error) => unpacked.destroy(error));
  for await (const entry of readTar(unpacked)) {
    if (entry.path === manifestPath) manifest = parseManifest((await collect(entry.content)).toString("utf8"));
    else if (entry.type === "directory") mkdirSync(locate(checkedPath(entry.path)), { recursive: true, mode: 0o700 });
    else found[entry.path] = await writeFile(entry, locate(checkedPath(entry.path)));
  }
  if (manifest === undefined) throw new Error("it is cut short.");
  compare(manifest, found);
  return manifest;
}

async function writeFile(entry: TarEntry, target: string): Promise<{ size: number; sha256: string }> {
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash("sha256");
  const handle = await open(target, "wx", 0o600);
  try {
    for await (const chunk of entry.content) {
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { size: entry.size, sha256: hash.digest("hex") };
}

function compare(manifest: Manifest, found: Manifest["files"]): void {
  for (const path of new Set([...Object.keys(manifest.files), ...Object.keys(found)])) {
    if (manifest.files[path]?.sha256 !== found[path]?.sha256) throw new Error(`${path} is not what was backed up.`);
  }
}

/** An archive made by someone else must not write outside the folder. */
function checkedPath(path: string): string {
  if (path.startsWith("/") || path.split("/").includes("..")) throw new Error(`${path} points outside the folder.`);
  return path;
}
