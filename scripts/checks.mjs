import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildDashboard } from "./build-dashboard.mjs";
import { root, run } from "./run.mjs";

/** Checks types, lint, boundaries and the dashboard's build side by side, and resolves to how many passed and failed. */
export async function runChecks(node) {
  const results = await Promise.all(checks(node).map(runCheck));
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

function checks(node) {
  const quiet = { isQuiet: true };
  const bin = (name) => join(root, "node_modules", ".bin", name);
  const dashboard = "apps/dashboard/tsconfig.json";
  return [
    ["types", () => run(bin("tsc"), ["--noEmit", "-p", "tsconfig.json"], quiet)],
    ["types of the SDK and the journeys", () => run(bin("tsc"), ["--noEmit", "-p", "tsconfig.browser.json"], quiet)],
    ["types of the dashboard", () => run(bin("tsc"), ["--noEmit", "-p", dashboard], quiet), dashboard],
    ["lint and format", () => run(bin("biome"), ["check", "--error-on-warnings", "."], quiet)],
    ["boundaries", () => run(node, ["scripts/boundaries.mjs"], quiet), "scripts/boundaries.mjs"],
    ["build of the dashboard", () => buildDashboard(node, quiet), "apps/dashboard/index.html"],
  ].filter(([, , needed]) => needed === undefined || existsSync(join(root, needed)));
}

async function runCheck([name, start]) {
  const began = Date.now();
  const { code, output } = await start();
  if (code !== 0) process.stdout.write(`\n${output.trimEnd()}\n`);
  process.stdout.write(`${code === 0 ? "✓" : "✗"} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`);
  return code === 0;
}
