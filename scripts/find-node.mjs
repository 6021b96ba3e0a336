import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fail, root } from "./run.mjs";

/** Returns a Node of at least version 24: the one npm installed with Balas, or the one that runs this. */
export function findNode() {
  for (const path of [join(root, "node_modules", ".bin", "node"), process.execPath]) {
    if (existsSync(path) && majorOf(spawnSync(path, ["--version"], { encoding: "utf8" }).stdout) >= 24) return path;
  }
  return fail(
    `Balas needs Node 24 and found ${process.version}: run npm install with optional dependencies, which brings Node 24, or install Node 24.`,
  );
}

function majorOf(version) {
  return Number(/^v(\d+)/.exec(version ?? "")?.[1] ?? 0);
}
