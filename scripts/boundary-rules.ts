import type { IRegularForbiddenRuleType } from "dependency-cruiser";

/** Builds the rules of dependency-cruiser from the order of the modules. */
export function boundaryRules(moduleNames: readonly string[]): IRegularForbiddenRuleType[] {
  const severity = "error" as const;
  const modules = "^apps/server/src/modules";
  const kernel = "^apps/server/src/kernel/";
  const driverLibraries = { "whatsapp-baileys": "baileys" };
  return [
    {
      name: "two-doors-only",
      comment: "Another module is entered by index.ts (calls) or events.ts (facts) only.",
      severity,
      from: { path: `${modules}/([^/]+)/` },
      to: { path: `${modules}/[^/]+/`, pathNot: [`${modules}/$1/`, `${modules}/[^/]+/(index|events)\\.ts$`] },
    },
    ...moduleNames.map((name, index) => ({
      name: `calls-go-down (${name})`,
      comment: "A module calls only those before it in modules.ts; facts (events.ts) may be heard by anyone.",
      severity,
      from: { path: `${modules}/${name}/` },
      to: {
        path: `${modules}/(${[...moduleNames.slice(index + 1), "none-after-the-last"].join("|")})/`,
        pathNot: `${modules}/[^/]+/events\\.ts$`,
      },
    })),
    {
      name: "events-are-pure",
      comment: "A door of facts imports types, zod and the kernel's fact.ts, never code of a module.",
      severity,
      from: { path: `${modules}/[^/]+/events\\.ts$` },
      to: {
        path: "^(apps|packages)/",
        pathNot: ["^apps/server/src/kernel/fact\\.ts$", `${modules}/[^/]+/events\\.ts$`],
      },
    },
    {
      name: "kernel-knows-no-module",
      comment: "The kernel holds the machine's nouns; compose.ts plugs the product into it.",
      severity,
      from: { path: kernel },
      to: { path: "^apps/server/src/(?!kernel/)", pathNot: "^apps/server/src/testing/" },
    },
    {
      name: "modules-know-no-role",
      comment: "What runs in which process is decided outside of the modules.",
      severity,
      from: { path: `${modules}/`, pathNot: "(\\.test|/tenant-examples)\\.ts$" },
      to: { path: "^apps/server/src/(roles/|main\\.ts|start\\.ts|compose\\.ts|modules\\.ts|testing/)" },
    },
    {
      name: "manifests-are-listed-in-one-place",
      comment: "module.ts is read by modules.ts only.",
      severity,
      from: { path: "^apps/server/src/", pathNot: ["^apps/server/src/modules\\.ts$", "\\.test\\.ts$"] },
      to: { path: `${modules}/[^/]+/module\\.ts$` },
    },
    {
      name: "drivers-are-wired-in-one-place",
      comment: "Only compose.ts knows which drivers exist.",
      severity,
      from: { path: "^apps/server/src/", pathNot: ["^apps/server/src/compose\\.ts$", "\\.test\\.ts$"] },
      to: { path: "^packages/whatsapp-(baileys|cloud|waha)/" },
    },
    ...Object.entries(driverLibraries).map(([folder, library]) => ({
      name: "driver-libraries-stay-inside",
      comment: "A WhatsApp library is imported by its driver, the simulator and benches only.",
      severity,
      from: {
        pathNot: [`^packages/(${folder}|whatsapp-simulator)/`, "^bench/", "\\.(test|soak)\\.ts$", "^node_modules/"],
      },
      to: { path: `(^|/)node_modules/${library}/` },
    })),
    {
      name: "dashboard-speaks-only-sdk",
      comment: "The dashboard knows the server by its API only.",
      severity,
      from: { path: "^apps/dashboard/" },
      to: { path: "^(apps/server|packages/(?!sdk/|message-text/|flow/))" },
    },
    {
      name: "packages-know-no-app",
      comment: "A package serves any program.",
      severity,
      from: { path: "^packages/", pathNot: "/(global-setup|testing)\\.ts$" },
      to: { path: "^apps/" },
    },
    {
      name: "no-circular",
      comment: "Code that runs reads top to bottom; two types may know each other.",
      severity,
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ];
}
