import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import { boundaryRules } from "./boundary-rules.ts";

/** Reads the order of the modules from modules.ts, which is the architecture. */
export function readModuleOrder(root: string): string[] {
  const text = readFileSync(join(root, "apps/server/src/modules.ts"), "utf8");
  const list = /modules: readonly ModuleDefinition\[\] = \[([^\]]*)\]/.exec(text)?.[1] ?? "";
  return list
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}

/** Cruises all source below `root`; resolves to the violations ("rule: from → to") and the number of files read. */
export async function cruiseBoundaries(
  root: string,
  folders = ["apps", "packages", "bench", "e2e"],
): Promise<{ violations: string[]; files: number }> {
  const { output } = await cruise(
    folders,
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: boundaryRules(readModuleOrder(root)) },
      exclude: { path: "(^|/)(dist|generated)/" },
      doNotFollow: { path: "node_modules" },
      // Without these two, imports of types and of the workspace's packages are not seen.
      tsPreCompilationDeps: true,
      enhancedResolveOptions: {
        exportsFields: ["exports"],
        conditionNames: ["import", "require", "node", "default", "types"],
      },
    },
    { extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
  );
  if (typeof output === "string") throw new Error(output);
  const violations = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  const files = output.modules.filter(({ source }) => /^(apps|packages|bench|e2e)\//.test(source)).length;
  return { violations, files };
}
