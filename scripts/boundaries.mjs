// Checks who may import whom (scripts/boundary-rules.ts) over the whole tree.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { cruiseBoundaries } from "./cruise-boundaries.ts";

const root = join(import.meta.dirname, "..");
const expected = ["apps", "packages", "bench", "e2e"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((path) => /\.tsx?$/.test(path) && !/(node_modules|dist|generated)[/\\]/.test(path)),
).length;
const { violations, files } = await cruiseBoundaries(root);
for (const violation of violations) process.stdout.write(`${violation}\n`);
// A cruiser that reads nothing finds nothing: this happened with a compiler it did not know.
if (files < expected) process.stdout.write(`only ${files} of ${expected} files were cruised\n`);
process.stdout.write(`${files} files cruised, ${violations.length} violations\n`);
process.exitCode = violations.length === 0 && files >= expected ? 0 : 1;
