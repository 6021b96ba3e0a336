import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { cruiseBoundaries } from "./cruise-boundaries.ts";

const server = "apps/server/src";
const clean: Record<string, string> = {
  [`${server}/modules.ts`]: `import { alpha } from "./modules/alpha/module.ts";\nimport { beta } from "./modules/beta/module.ts";\nexport type ModuleDefinition = object;\nexport const modules: readonly ModuleDefinition[] = [alpha, beta];`,
  [`${server}/kernel/fact.ts`]: "export const fact = 1;",
  [`${server}/roles/api.ts`]: "export const role = 1;",
  [`${server}/modules/alpha/module.ts`]: `import "./secret.ts"; export const alpha = {};`,
  [`${server}/modules/alpha/index.ts`]: "export const call = 1;",
  [`${server}/modules/alpha/events.ts`]: `import "../../kernel/fact.ts"; export const happened = 1;`,
  [`${server}/modules/alpha/secret.ts`]: `import type { beta } from "../beta/events.ts"; export type Heard = typeof beta;`,
  [`${server}/modules/beta/module.ts`]: `import "../alpha/index.ts"; import "../alpha/events.ts"; export const beta = {};`,
  [`${server}/modules/beta/index.ts`]: "export const call = 1;",
  [`${server}/modules/beta/events.ts`]: "export const beta = 1;",
  "packages/whatsapp-baileys/src/index.ts": "export const driver = 1;",
  "apps/dashboard/src/main.ts": "export const main = 1;",
};

const planted: [rule: string, file: string, text: string][] = [
  ["two-doors-only", `${server}/modules/beta/peek.ts`, `import "../alpha/secret.ts";`],
  [
    "two-doors-only",
    `${server}/modules/beta/peek.ts`,
    `import type { Heard } from "../alpha/secret.ts"; export type X = Heard;`,
  ],
  ["calls-go-down (alpha)", `${server}/modules/alpha/up.ts`, `import "../beta/index.ts";`],
  ["events-are-pure", `${server}/modules/alpha/events.ts`, `import "./secret.ts";`],
  ["kernel-knows-no-module", `${server}/kernel/nosy.ts`, `import "../modules/alpha/index.ts";`],
  ["modules-know-no-role", `${server}/modules/alpha/run.ts`, `import "../../roles/api.ts";`],
  ["manifests-are-listed-in-one-place", `${server}/other.ts`, `import "./modules/alpha/module.ts";`],
  [
    "drivers-are-wired-in-one-place",
    `${server}/modules/alpha/send.ts`,
    `import "../../../../../packages/whatsapp-baileys/src/index.ts";`,
  ],
  ["driver-libraries-stay-inside", `${server}/modules/alpha/raw.ts`, `import "baileys";`],
  ["dashboard-speaks-only-sdk", "apps/dashboard/src/main.ts", `import "../../server/src/modules/alpha/index.ts";`],
  ["packages-know-no-app", "packages/whatsapp-baileys/src/index.ts", `import "../../../apps/server/src/modules.ts";`],
  ["no-circular", `${server}/modules/alpha/secret.ts`, `import "./module.ts";`],
];

test("a tree that keeps the rules has no violation, and every file is read", async () => {
  const { violations, files } = await cruise(clean);
  expect(violations).toEqual([]);
  expect(files).toBe(Object.keys(clean).length);
});

test.each(planted)("%s is caught (%s)", async (rule, file, text) => {
  const { violations } = await cruise({ ...clean, [file]: text });
  expect(violations.map((violation) => violation.split(": ")[0])).toContain(rule);
});

async function cruise(tree: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), "balas-boundaries-"));
  try {
    for (const [file, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    for (const folder of ["bench", "e2e"]) mkdirSync(join(root, folder));
    mkdirSync(join(root, "node_modules"));
    symlinkSync(join(import.meta.dirname, "../node_modules/baileys"), join(root, "node_modules/baileys"));
    return await cruiseBoundaries(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
