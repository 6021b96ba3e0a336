// npm test: everything that must hold before a commit. Its last line is "N passed, N failed".
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecks } from "./checks.mjs";
import { findChromium } from "./find-chromium.mjs";
import { findNode } from "./find-node.mjs";
import { installIfNeeded } from "./install.mjs";
import { endTogether, root, run } from "./run.mjs";

endTogether();
if (!(await installIfNeeded())) {
  process.stdout.write("\n0 passed, 1 failed\n");
  process.exit(1);
}
const node = findNode();
const bin = (name) => join(root, "node_modules", ".bin", name);

const total = await runChecks(node);
await runTests("tests", []);
await runJourneys();
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 && process.exitCode === undefined ? 0 : 1;

async function runJourneys() {
  const hasJourneys = readdirSync(join(root, "e2e"), { recursive: true }).some(
    (path) => String(path).endsWith(".journey.ts") && !String(path).includes("node_modules"),
  );
  if (!hasJourneys) return;
  const chromium = await findChromium();
  if (chromium !== undefined) {
    await runTests("journeys", ["--config", "vitest.journeys.config.ts"], { BALAS_CHROMIUM: chromium });
    return;
  }
  total.failed += 1;
  process.stdout.write("✗ journeys: there is no Chromium; install it, or name one in BALAS_CHROMIUM.\n");
}

async function runTests(name, options, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), "balas-report-"));
  const file = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await run(bin("vitest"), ["run", ...options, ...reporters], { env });
  const { passed, failed } = existsSync(file)
    ? count(JSON.parse(readFileSync(file, "utf8")))
    : { passed: 0, failed: 0 };
  total.passed += passed;
  // Vitest also fails for errors outside any test, and then counts no failed test.
  total.failed += code !== 0 && failed === 0 ? 1 : failed;
  if (code !== 0) process.stdout.write(`✗ ${name}\n`);
  rmSync(folder, { recursive: true });
}

/** A file that could not even be loaded counts as one failure. */
function count(report) {
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}
