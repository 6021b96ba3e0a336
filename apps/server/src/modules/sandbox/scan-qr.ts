import { conflict } from "../../kernel/errors.ts";
import type { Scope } from "../../kernel/scope.ts";
import { readQr } from "../sessions/index.ts";
import { accessSandboxSession, takePhone } from "./sandbox-phone.ts";
import { askNetwork } from "./simulated-network.ts";
import { digits } from "./virtual-number.ts";

/** The session's virtual phone scans the code that the session shows now; a code can be scanned once. */
export async function scanQr(scope: Scope, sessionId: string): Promise<{ phone: string }> {
  const { text } = await scope.inTransaction(async (ctx) => {
    const session = await accessSandboxSession(ctx, sessionId);
    if (session.status === "online") throw conflict("session_already_paired");
    return readQr(ctx, sessionId);
  });
  const { phone } = await takePhone(scope, sessionId);
  await askNetwork(scope, (network) => network.scanQr(digits(phone), text));
  return { phone };
}
