import type { Machine } from "../../kernel/context.ts";
import { invalid, notFound } from "../../kernel/errors.ts";
import type { Gatekeeper, Principal } from "../../kernel/gatekeeper.ts";
import type { Actor } from "../../kernel/policy.ts";
import { authenticate } from "../identity/index.ts";
import { permissionsOf, readRole } from "./roles.ts";

/** Answers the kernel's two questions: who is this, and may he enter this organization with which permissions? */
export function createGatekeeper(machine: Machine): Gatekeeper {
  return {
    authenticate: (credentials) => authenticate(machine, credentials),
    enter: (principal, organizationId) => enter(machine, principal, organizationId),
  };
}

// Asked at every request and kept nowhere, so that a removed member is out at once: 0.15 ms by index, without a transaction.
async function enter(
  machine: Machine,
  principal: Principal,
  wanted: string | undefined,
): Promise<{ organizationId: string; actor: Actor }> {
  if (principal.kind === "apiKey" && wanted !== undefined && wanted !== principal.organizationId) {
    throw notFound("organization_not_found");
  }
  const organizationId = principal.kind === "apiKey" ? principal.organizationId : wanted;
  const { rows } = await machine.database.pool.query<{ organization_id: string; role: string }>({
    name: "memberships",
    text: `select organization_id, role from members
      where user_id = $1 and removed_at is null and ($2::uuid is null or organization_id = $2) limit 2`,
    values: [principal.userId, organizationId ?? null],
  });
  const [membership, another] = rows;
  if (!membership) throw notFound("organization_not_found");
  if (another) throw invalid("organization_header_missing");
  const role = readRole(membership.role);
  const permissions = permissionsOf[role];
  const actor: Actor =
    principal.kind === "user"
      ? { kind: "user", userId: principal.userId, role, permissions }
      : {
          kind: "apiKey",
          apiKeyId: principal.apiKeyId,
          userId: principal.userId,
          role,
          // What the key was given, and what its maker may still do.
          permissions: new Set(principal.scopes.filter((scope) => permissions.has(scope))),
        };
  return { organizationId: membership.organization_id, actor };
}
