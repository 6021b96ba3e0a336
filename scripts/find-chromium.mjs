import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { run } from "./run.mjs";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Resolves to the path of a Chromium, installed from Debian's packages when we may, or to undefined. */
export async function findChromium() {
  const found = lookForChromium();
  if (found !== undefined || !mayInstall()) return found;
  process.stdout.write("Installing Chromium for the journeys…\n");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const install = () =>
    run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env, isQuiet: true });
  if ((await install()).code !== 0) {
    await run("apt-get", ["update"], { env, isQuiet: true });
    const { code, output } = await install();
    if (code !== 0) process.stdout.write(output);
  }
  return lookForChromium();
}

function lookForChromium() {
  const named = [process.env.BALAS_CHROMIUM, process.env.CHROME_PATH].filter(Boolean);
  return [...named, ...usualPlaces, ...playwrightPlaces()].find((path) => existsSync(path));
}

function playwrightPlaces() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), ".cache", "ms-playwright");
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith("chromium-"))
    .flatMap((name) => ["chrome-linux", "chrome-linux64"].map((folder) => join(cache, name, folder, "chrome")));
}

function mayInstall() {
  return process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
}
