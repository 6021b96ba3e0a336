// npm run soak -- <name>: minutes of load with faults.
import { runCommand } from "./run-command.mjs";

await runCommand("bench/src/soak.ts");
