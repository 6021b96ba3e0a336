// npm run check: types, lint, boundaries and the dashboard's build, without the tests.
import { runChecks } from "./checks.mjs";
import { findNode } from "./find-node.mjs";
import { installIfNeeded } from "./install.mjs";
import { endTogether } from "./run.mjs";

endTogether();
if (!(await installIfNeeded())) process.exit(1);
const { passed, failed } = await runChecks(findNode());
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && process.exitCode === undefined ? 0 : 1;
