// Runs one bench: `npm run bench -- <name>`. The last line is `<name> ratio=… value=… reference=… unit=…`.
import { type Bench, describeResult } from "./bench.ts";
import { loadPart } from "./load-part.ts";

const name = process.argv[2];
const bench = await loadPart<Bench>("bench", name);
const result = await bench.run();
process.stdout.write(`${describeResult(name ?? "", result)}\n`, () => process.exit(0));
