import { runKillTrial } from "./kill-trial.ts";

/** A campaign to 2,000 people with 500 incoming messages and 24 kills by -9. */
export function run(): Promise<string[]> {
  return runKillTrial({ people: 2000, optedOut: 40, incoming: 500, kills: 24 }, (line) =>
    process.stdout.write(`${line}\n`),
  );
}
