import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root, run } from "./run.mjs";

const dashboard = join(root, "apps", "dashboard");
const page = join(dashboard, "dist", "index.html");
const sources = [
  ...["src", "public", "index.html", "vite.config.ts", "package.json"].map((name) => join(dashboard, name)),
  join(root, "packages", "sdk", "src"),
];

/** Tells whether there is a dashboard whose sources are newer than its build. */
export function isDashboardStale() {
  if (!existsSync(join(dashboard, "index.html"))) return false;
  if (!existsSync(page)) return true;
  return Math.max(...sources.map(newestChange)) > statSync(page).mtimeMs;
}

/** Builds the dashboard and resolves to the exit code and output of the build. */
export function buildDashboard(node, { isQuiet = false } = {}) {
  const vite = dirname(createRequire(join(dashboard, "package.json")).resolve("vite/package.json"));
  return run(node, [join(vite, "bin", "vite.js"), "build"], { cwd: dashboard, isQuiet });
}

/** A folder counts with its own time too: it changes when a file in it is deleted. */
function newestChange(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}
