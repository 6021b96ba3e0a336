// Runs one soak, minutes of load with faults: `npm run soak -- <name>`. The last line is `<name> passed` or what was lost.
import { loadPart } from "./load-part.ts";

/** What a file `<name>.soak.ts` exports: resolves to the sentences that say what was lost; none when it passed. */
interface Soak {
  run(): Promise<string[]>;
}

const name = process.argv[2];
const soak = await loadPart<Soak>("soak", name);
const losses = await soak.run();
process.stdout.write(`${losses.length === 0 ? `${name} passed` : losses.join("; ")}\n`, () =>
  process.exit(losses.length === 0 ? 0 : 1),
);
