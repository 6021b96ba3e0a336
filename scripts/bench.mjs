// npm run bench -- <name>: measures against a reference in the same run.
import { runCommand } from "./run-command.mjs";

await runCommand("bench/src/run.ts");
