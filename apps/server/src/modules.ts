import type { ModuleDefinition } from "./kernel/module.ts";

/** The architecture: each module may call only those before it. The boundary check is made from this list. */
export const modules: readonly ModuleDefinition[] = [];
