import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
// @ts-expect-error Plain JavaScript, because it runs before TypeScript can.
import { isInstalled } from "./install.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "balas-install-"));
  mkdirSync(join(folder, "node_modules"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const locked = {
  "": { version: "1.0.0" },
  "packages/own": { version: "1.0.0" },
  "node_modules/own": { link: true },
  "node_modules/needed": { version: "1.2.3" },
  "node_modules/needed/node_modules/inner": { version: "2.0.0" },
  "node_modules/other-platform": { version: "3.0.0", optional: true },
};
const installed = {
  "packages/own": { version: "1.0.0" },
  "node_modules/own": { link: true },
  "node_modules/needed": { version: "1.2.3" },
  "node_modules/needed/node_modules/inner": { version: "2.0.0" },
};

function check(installedPackages: object | undefined): boolean {
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: locked }));
  const file = join(folder, "node_modules", ".package-lock.json");
  if (installedPackages) writeFileSync(file, JSON.stringify({ packages: installedPackages }));
  return isInstalled(folder);
}

test.each([
  ["everything for this platform is there", installed, true],
  ["nothing was ever installed", undefined, false],
  ["a version is old", { ...installed, "node_modules/needed": { version: "1.2.2" } }, false],
  ["an inner version is old", { ...installed, "node_modules/needed/node_modules/inner": { version: "1.0.0" } }, false],
  ["an optional version is old", { ...installed, "node_modules/other-platform": { version: "2.0.0" } }, false],
  ["a package is missing", { ...installed, "node_modules/needed": undefined }, false],
  ["a package of our own is new", { ...installed, "node_modules/own": undefined }, false],
])("%s", (_, packages, expected) => {
  expect(check(packages)).toBe(expected);
});
