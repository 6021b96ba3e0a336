import { findNode } from "./find-node.mjs";
import { installIfNeeded } from "./install.mjs";
import { endTogether, run } from "./run.mjs";

/** Runs a TypeScript program of Balas under Node 24 with the arguments given, and ends with its exit code. */
export async function runCommand(program, ...args) {
  endTogether();
  if (!(await installIfNeeded())) process.exit(1);
  const { code } = await run(findNode(), [program, ...args, ...process.argv.slice(2)]);
  process.exitCode = code;
}
