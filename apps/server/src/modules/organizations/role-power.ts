import type { Ctx } from "../../kernel/context.ts";
import { forbidden } from "../../kernel/errors.ts";
import type { RoleName } from "./roles.ts";

/** Refuses to give, change or take the role of an owner unless the actor is one: an admin must not make himself owner. */
export function requireRolePower(ctx: Ctx, ...roles: RoleName[]): void {
  if (ctx.actor.kind === "system" || ctx.actor.role === "owner") return;
  if (roles.includes("owner")) throw forbidden("owner_only");
}
