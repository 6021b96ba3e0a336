import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fail, root, run } from "./run.mjs";

/** Installs the dependencies exactly as locked, unless they already are. */
export async function installIfNeeded() {
  if (isInstalled(root)) return;
  const isFresh = !existsSync(join(root, "node_modules"));
  process.stdout.write("Installing dependencies…\n");
  // `ci` empties node_modules first, which is right for nothing but a fresh clone: another copy may be running from it.
  const command = isFresh ? ["ci"] : ["install", "--no-save"];
  const options = ["--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code } = await run("npm", [...command, ...options]);
  if (code !== 0) fail("The dependencies could not be installed: see npm's message above.");
}

/** Tells whether every package of the lock file is installed in its locked version. */
export function isInstalled(folder) {
  const installed = readPackages(join(folder, "node_modules", ".package-lock.json"));
  const locked = readPackages(join(folder, "package-lock.json"));
  if (installed === undefined || locked === undefined) return false;
  return Object.entries(locked)
    .filter(([path]) => path.startsWith("node_modules/") || path.includes("/node_modules/"))
    .every(([path, { version, optional, devOptional, link }]) => {
      const found = installed[path];
      // Of the optional packages npm installs those of this machine's platform.
      if (found === undefined) return optional === true || devOptional === true;
      return link === true || found.version === version;
    });
}

function readPackages(path) {
  if (!existsSync(path)) return undefined;
  return JSON.parse(readFileSync(path, "utf8")).packages;
}
