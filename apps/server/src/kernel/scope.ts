import { type Ctx, type Machine, runAsSystem, runAsTenant, type SystemCtx } from "./context.ts";
import type { Actor } from "./policy.ts";
import type { Ports } from "./ports.ts";

/** One organization and actor, outside of a transaction: for jobs and for requests that stream or wait for a network. */
export interface Scope {
  organizationId: string;
  actor: Actor;
  ports: Ports;
  requestId: string;
  inTransaction<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
  /** The machine itself, for code that needs a raw connection (copy). */
  machine: Machine;
}

/** The same without an organization. */
export interface SystemScope {
  ports: Ports;
  requestId: string;
  inSystemTransaction<T>(reason: string, work: (ctx: SystemCtx) => Promise<T>): Promise<T>;
  /** Enters one organization as the machine itself. */
  scopeOf(organizationId: string): Scope;
  machine: Machine;
}

/** Makes the scope of one organization. */
export function tenantScope(
  machine: Machine,
  who: { organizationId: string; actor: Actor; requestId?: string },
): Scope {
  return {
    organizationId: who.organizationId,
    actor: who.actor,
    ports: machine.ports,
    requestId: who.requestId ?? "system",
    machine,
    inTransaction: (work) => runAsTenant(machine, who, work),
  };
}

/** Makes the scope of the machine itself. */
export function systemScope(machine: Machine, name: string, requestId = "system"): SystemScope {
  return {
    ports: machine.ports,
    requestId,
    machine,
    inSystemTransaction: (reason, work) => runAsSystem(machine, reason, work, requestId),
    scopeOf: (organizationId) => tenantScope(machine, { organizationId, actor: { kind: "system", name }, requestId }),
  };
}
