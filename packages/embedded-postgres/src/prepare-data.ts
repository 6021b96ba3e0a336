import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { sharedFolder } from "./binaries.ts";
import { passwordFile } from "./connection.ts";
import { canEnter, type ServerUser } from "./server-user.ts";
import { accessFile, configurationFile, type Settings } from "./settings.ts";

/**
 * Returns the real path for the data: where it was asked for, or, when the server's user can't get there,
 * a folder under /var/lib/balas with a link in its place.
 */
export function placeData(dataDirectory: string, user: ServerUser | undefined, log: (line: string) => void): string {
  const parent = dirname(dataDirectory);
  mkdirSync(parent, { recursive: true });
  if (existsSync(dataDirectory)) return existingData(dataDirectory, user);
  const asked = join(realpathSync(parent), basename(dataDirectory));
  if (user === undefined || canEnter(user, dirname(asked))) return asked;
  // A random part, because a folder deleted and made again must not find the data of its predecessor.
  const hash = createHash("sha256").update(asked).digest("hex").slice(0, 12);
  const home = join(sharedFolder, `${hash}-${randomBytes(3).toString("hex")}`);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  for (const made of [sharedFolder, home]) chmodSync(made, 0o755);
  const place = join(home, "postgres");
  mkdirSync(place, { mode: 0o700 });
  rmSync(dataDirectory, { force: true }); // A link whose target is gone.
  symlinkSync(place, dataDirectory);
  log(`PostgreSQL can't be run as root and another user can't enter ${parent}: its data is kept in ${place}.`);
  return place;
}

function existingData(dataDirectory: string, user: ServerUser | undefined): string {
  const place = realpathSync(dataDirectory);
  if (user === undefined) return place;
  if (!canEnter(user, dirname(place))) {
    throw new Error(
      `PostgreSQL can't be run as root and another user can't enter ${dirname(place)}: move the data to a folder that others may enter and name that in BALAS_DATA.`,
    );
  }
  // Restored or copied by root: nobody else could have written it, and root can't serve it.
  if (statSync(place).uid === 0) {
    chownSync(place, user.uid, user.gid);
    for (const name of readdirSync(place, { recursive: true }))
      lchownSync(join(place, String(name)), user.uid, user.gid);
  }
  return place;
}

/** Makes a fresh cluster in the place unless one is there; a start that dies halfway leaves nothing half made. */
export function createCluster(place: string, binaries: string, user: ServerUser | undefined, settings: Settings): void {
  if (existsSync(join(place, "PG_VERSION"))) return;
  if (existsSync(place) && readdirSync(place).length > 0) {
    throw new Error(
      `The folder ${place} is neither empty nor a PostgreSQL data folder: empty it, or set BALAS_DATA to another folder.`,
    );
  }
  const draft = `${place}.new`;
  const passwordDraft = `${draft}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordDraft, randomBytes(24).toString("base64url"), { mode: 0o600 });
  for (const path of user ? [draft, passwordDraft] : []) giveTo(user, path);
  const result = spawnSync(join(binaries, "initdb"), initArguments(draft, passwordDraft, settings), {
    ...user,
    cwd: "/",
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C" },
    encoding: "utf8",
  });
  if (result.error || result.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    rmSync(passwordDraft, { force: true });
    throw new Error(`PostgreSQL could not make its data folder: ${result.error?.message ?? result.stderr.trim()}`);
  }
  renameSync(passwordDraft, join(draft, passwordFile));
  if (existsSync(place)) rmdirSync(place);
  renameSync(draft, place);
}

/** Writes the server's configuration, which belongs to the program and not to the data. */
export function configureCluster(place: string, user: ServerUser | undefined, settings: Settings): void {
  const files = { "postgresql.conf": configurationFile(settings), "pg_hba.conf": accessFile };
  for (const [name, text] of Object.entries(files)) writeOwned(join(place, name), text, user);
  const custom = join(place, "custom.conf");
  if (!existsSync(custom)) writeOwned(custom, "# Settings of your own: they win over those of Balas.\n", user);
}

function initArguments(draft: string, password: string, settings: Settings): string[] {
  const fixed = [`--pgdata=${draft}`, "--username=postgres", `--pwfile=${password}`, "--auth=scram-sha-256"];
  // The built-in provider sorts by code point and folds case by Unicode, the same on every operating system.
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  return [...fixed, ...locale, ...(settings.fsync === "off" ? ["--no-sync"] : [])];
}

function writeOwned(path: string, text: string, user: ServerUser | undefined): void {
  writeFileSync(path, text, { mode: 0o600 });
  giveTo(user, path);
}

function giveTo(user: ServerUser | undefined, path: string): void {
  if (user) chownSync(path, user.uid, user.gid);
}
