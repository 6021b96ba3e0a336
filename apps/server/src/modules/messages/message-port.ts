import { type Ctx, type Machine, runAsTenant } from "../../kernel/context.ts";
import type { MessagePort, SessionRef } from "../sessions/index.ts";
import { claimMessages, findNextDue } from "./claim-messages.ts";
import { findSent } from "./find-sent.ts";
import { receiveMessages } from "./receive-messages.ts";
import { recordAcks } from "./record-acks.ts";
import { recordFailures } from "./record-failures.ts";
import { recordReceipts } from "./record-receipts.ts";

/** What the sessions module needs from the store of messages; each call is one transaction and safe to repeat. */
export function createMessagePort(machine: Machine): MessagePort {
  const within = <T>(session: SessionRef, work: (ctx: Ctx) => Promise<T>) =>
    againAfterDeadlock(() =>
      runAsTenant(
        machine,
        { organizationId: session.organizationId, actor: { kind: "system", name: "gateway" } },
        work,
      ),
    );
  return {
    async receive(session, messages) {
      if (messages.length > 0) await within(session, (ctx) => receiveMessages(ctx, session.sessionId, messages));
    },
    next: (session, options) => within(session, (ctx) => claimMessages(ctx, session, options)),
    nextDue: (session) => within(session, (ctx) => findNextDue(ctx, session)),
    async acked(session, acks) {
      if (acks.length > 0) await within(session, (ctx) => recordAcks(ctx, session, acks));
    },
    async failed(session, failures) {
      if (failures.length > 0) await within(session, (ctx) => recordFailures(ctx, session, failures));
    },
    async receipts(session, receipts) {
      if (receipts.length > 0) await within(session, (ctx) => recordReceipts(ctx, session, receipts));
    },
    findSent: (session, waId) => within(session, (ctx) => findSent(ctx, session.sessionId, waId)),
  };
}

/** Acks and receipts of the same messages may meet; PostgreSQL then ends one of the two, which is simply run again. */
async function againAfterDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const isDeadlock = error instanceof Error && "code" in error && error.code === "40P01";
      if (!isDeadlock || tries === 5) throw error;
    }
  }
}
