import type { Ctx } from "./context.ts";
import type { Fact } from "./fact.ts";
import type { AnyJob } from "./jobs.ts";
import type { Route } from "./route.ts";
import type { SystemScope } from "./scope.ts";

/** A reaction to a fact, in a transaction of the fact's organization. It may run out of order and twice. */
export interface Listener {
  /** "<module>.on-<fact>", also the name of its job. */
  name: string;
  fact: Fact<unknown>;
  /** Says no without a job when the fact does not concern the listener. */
  when?: (data: never) => boolean;
  run(ctx: Ctx, data: never, event: { id: number; seq: number }): Promise<void>;
}

/** A reaction to many facts of one kind at once, in one transaction, for what comes by the thousand. */
export interface BatchListener {
  /** "<module>.on-<fact>", also the name of its job. */
  name: string;
  fact: Fact<unknown>;
  when?: (data: never) => boolean;
  runMany(ctx: Ctx, data: never[]): Promise<void>;
}

/** Declares a listener; the types of fact and reaction are checked against each other here. */
export function listener<Data>(declaration: {
  name: string;
  fact: Fact<Data>;
  when?: (data: Data) => boolean;
  run: (ctx: Ctx, data: Data, event: { id: number; seq: number }) => Promise<void>;
}): Listener {
  return declaration as Listener;
}

/** Declares a listener that gets the facts of one organization in batches; it too may run out of order and twice. */
export function batchListener<Data>(declaration: {
  name: string;
  fact: Fact<Data>;
  when?: (data: Data) => boolean;
  runMany: (ctx: Ctx, data: Data[]) => Promise<void>;
}): BatchListener {
  return declaration as BatchListener;
}

/** Work that looks for due rows at a fixed pace; one process at a time runs it. */
export interface Sweep {
  name: string;
  everySeconds: number;
  run(scope: SystemScope): Promise<void>;
}

/** A fact that screens get in real time: `permission` says who. Its data goes out as it is. */
export interface LiveFact {
  fact: Fact<unknown>;
  permission: string;
}

/** What a module is made of; `modules.ts` lists them in the order of the architecture. */
export interface ModuleDefinition {
  name: string;
  /** Tables it owns; no other folder names them. */
  tables: string[];
  /** "<module>.<verb>" with the sentence shown where roles are explained. */
  permissions: Record<string, string>;
  routes: Route[];
  jobs: AnyJob[];
  listeners: (Listener | BatchListener)[];
  sweeps: Sweep[];
  /** Facts that go to the screens. */
  liveFacts: LiveFact[];
}

/** Declares a module; parts that it lacks are empty. */
export function defineModule(parts: Partial<ModuleDefinition> & { name: string }): ModuleDefinition {
  return { tables: [], permissions: {}, routes: [], jobs: [], listeners: [], sweeps: [], liveFacts: [], ...parts };
}
