import type { Ctx } from "../../kernel/context.ts";
import { conflict } from "../../kernel/errors.ts";
import { userIdOf } from "../../kernel/policy.ts";
import type { Scope } from "../../kernel/scope.ts";
import { accessSession } from "../sessions/index.ts";
import { type Behavior, behavior, toPersona, usualBehavior } from "./behavior.ts";
import { askNetwork } from "./simulated-network.ts";
import { digits, phoneNumberFor } from "./virtual-number.ts";

/** The virtual phone of a session: whose SIM it holds (E.164), and how its customers behave. */
export interface SandboxPhone {
  phone: string;
  behavior: Behavior;
}

/** Loads a session that lives on the simulated network; any other is refused. */
export async function accessSandboxSession(ctx: Ctx, sessionId: string) {
  const session = await accessSession(ctx, sessionId);
  if (session.network !== "sandbox") throw conflict("session_not_in_sandbox");
  return session;
}

/** The virtual phone of a session, when it has one already. */
export async function findPhone(ctx: Ctx, sessionId: string): Promise<SandboxPhone | undefined> {
  await accessSandboxSession(ctx, sessionId);
  return readPhone(ctx, sessionId);
}

/** The virtual phone of a session, bought and switched on when it has none; the network knows it afterwards. */
export async function takePhone(scope: Scope, sessionId: string): Promise<SandboxPhone> {
  const { phone, name } = await scope.inTransaction(async (ctx) => {
    const session = await accessSandboxSession(ctx, sessionId);
    return { name: session.name, phone: (await readPhone(ctx, sessionId)) ?? (await addPhone(ctx, sessionId)) };
  });
  // Both are safe to repeat, and the network may have been emptied since.
  await askNetwork(scope, async (network) => {
    await network.createPhone({ phone: digits(phone.phone), name });
    await network.setCustomers(digits(phone.phone), toPersona(phone.behavior));
  });
  return phone;
}

async function readPhone(ctx: Ctx, sessionId: string): Promise<SandboxPhone | undefined> {
  const row = await ctx.db
    .selectFrom("sandbox_phones")
    .select(["phone", "behavior"])
    .where("organization_id", "=", ctx.organizationId)
    .where("session_id", "=", sessionId)
    .executeTakeFirst();
  return row && { phone: row.phone, behavior: behavior.parse(row.behavior) };
}

async function addPhone(ctx: Ctx, sessionId: string): Promise<SandboxPhone> {
  for (let attempt = 0; ; attempt += 1) {
    const phone = phoneNumberFor(sessionId, attempt);
    // The number may be another organization's, whose row is hidden: the unique index says so without showing it.
    await ctx.db
      .insertInto("sandbox_phones")
      .values({
        organization_id: ctx.organizationId,
        session_id: sessionId,
        phone,
        behavior: JSON.stringify(usualBehavior),
        created_at: ctx.now(),
        created_by: userIdOf(ctx.actor),
      })
      .onConflict((conflicting) => conflicting.doNothing())
      .execute();
    const made = await readPhone(ctx, sessionId);
    if (made) return made;
  }
}
