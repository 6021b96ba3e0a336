import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The user PostgreSQL runs as when Balas itself runs as root. */
export type ServerUser = { uid: number; gid: number };

/**
 * Returns the user to start PostgreSQL as, or undefined to stay who we are.
 * PostgreSQL refuses to run as root: data that belongs to someone keeps its owner, fresh data belongs to `nobody`.
 */
export function serverUser(dataDirectory: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(join(dataDirectory, "PG_VERSION"))) {
    const { uid, gid } = statSync(dataDirectory);
    if (uid !== 0) return { uid, gid };
  }
  return nobody();
}

/** Tells whether the user can walk down to the folder and look inside it. */
export function canEnter(user: ServerUser, folder: string): boolean {
  const { uid, gid, mode } = statSync(folder);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  if (((mode >> shift) & 0o1) === 0) return false;
  return dirname(folder) === folder || canEnter(user, dirname(folder));
}

function nobody(): ServerUser {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith("nobody:"));
  const [, , uid, gid] = (line ?? "nobody:x:65534:65534").split(":");
  return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
}
