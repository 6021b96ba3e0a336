import type { Ctx } from "../../kernel/context.ts";
import type { Scope } from "../../kernel/scope.ts";
import { type Behavior, toPersona, usualBehavior } from "./behavior.ts";
import { findPhone, takePhone } from "./sandbox-phone.ts";
import { askNetwork } from "./simulated-network.ts";
import { digits } from "./virtual-number.ts";

/** How the customers of a session behave. */
export async function readBehavior(ctx: Ctx, sessionId: string): Promise<Behavior> {
  return (await findPhone(ctx, sessionId))?.behavior ?? usualBehavior;
}

/** Changes how the customers of a session behave from the next message on; other sessions' customers stay as they are. */
export async function setBehavior(scope: Scope, sessionId: string, wanted: Behavior): Promise<Behavior> {
  const { phone } = await takePhone(scope, sessionId);
  await scope.inTransaction((ctx) =>
    ctx.db
      .updateTable("sandbox_phones")
      .set({ behavior: JSON.stringify(wanted) })
      .where("organization_id", "=", ctx.organizationId)
      .where("session_id", "=", sessionId)
      .execute(),
  );
  await askNetwork(scope, (network) => network.setCustomers(digits(phone), toPersona(wanted)));
  return wanted;
}
