import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";

/** Installs the dependencies as locked, unless they already are, and resolves to whether they are there now. */
export async function installIfNeeded() {
  if (isInstalled(root)) return true;
  process.stdout.write("Installing dependencies…\n");
  // `npm ci` refuses a lock file without the optional packages of platforms that its registry doesn't carry.
  // `install --no-save` takes the same locked versions and leaves the lock file as it is.
  const options = ["--no-save", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code } = await run("npm", ["install", ...options]);
  if (code !== 0) process.stderr.write("The dependencies could not be installed: see npm's message above.\n");
  return code === 0;
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
