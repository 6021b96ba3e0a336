import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addSession } from "../../testing/add-session.ts";
import { startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import type { MessagePort, SessionRef } from "../sessions/index.ts";
import type { MessageStatus } from "./events.ts";
import { createMessagePort, sendMessage } from "./index.ts";

let app: TestApp;
let owner: TestOwner;
let port: MessagePort;
beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner();
  port = createMessagePort(app.app.machine);
});
afterAll(() => app.stop());

const people = ["628110000001", "628110000002", "628110000003"].map((phone) => `${phone}@s.whatsapp.net`);
const index = fc.nat({ max: 5 });
const step = fc.oneof(
  fc.record({ type: fc.constant("send" as const), to: fc.nat({ max: 2 }) }),
  fc.record({ type: fc.constant("claim" as const), limit: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ type: fc.constant("crash" as const) }),
  fc.record({ type: fc.constant("ack" as const), which: index, isLate: fc.boolean() }),
  fc.record({ type: fc.constant("fail" as const), which: index, isFinal: fc.boolean(), isLate: fc.boolean() }),
  fc.record({
    type: fc.constant("receipt" as const),
    which: index,
    status: fc.constantFrom("delivered" as const, "read" as const, "played" as const),
  }),
  fc.record({ type: fc.constant("receive" as const), from: fc.nat({ max: 2 }), waId: fc.nat({ max: 4 }) }),
);

const rank: Record<MessageStatus, number> = {
  received: 0,
  queued: 0,
  sending: 0,
  failed: 1,
  cancelled: 1,
  sent: 2,
  delivered: 3,
  read: 4,
};

test("whatever crashes and repeats, each message is stored once, keeps its id and never goes back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      let session: SessionRef = await addSession(app, owner.organizationId);
      const { sessionId } = session;
      let before = session;
      const sent: { messageId: string; waId: string; chat: string }[] = [];
      const queued: string[] = [];
      const received = new Set<string>();
      let statuses = new Map<string, MessageStatus>();

      for (const one of steps) {
        const target = "which" in one ? sent[one.which % Math.max(1, sent.length)] : undefined;
        const holder = "isLate" in one && one.isLate ? before : session;
        if (one.type === "send") {
          const message = await app.as(owner.organizationId, (ctx) =>
            sendMessage(ctx, {
              sessionId,
              to: { phone: `+${people[one.to]?.split("@")[0]}` },
              text: "Halo",
              priority: 0,
              purpose: "reply",
            }),
          );
          queued.push(message.id);
        } else if (one.type === "claim") {
          for (const claim of await port.next(session, { limit: one.limit, lanes: ["reply", "other"] })) {
            const known = sent.find((other) => other.messageId === claim.messageId);
            if (known) expect(claim.outgoing.waId).toBe(known.waId);
            else sent.push({ messageId: claim.messageId, waId: claim.outgoing.waId, chat: claim.outgoing.to });
          }
        } else if (one.type === "crash") {
          before = session;
          session = { ...session, fence: session.fence + 1 };
        } else if (one.type === "receive") {
          const chat = people[one.from] as string;
          received.add(`${chat} ${one.waId}`);
          await port.receive(session, [
            {
              waId: `wa${one.waId}`,
              chat,
              sender: chat,
              fromMe: false,
              at: app.clock.now(),
              isBacklog: false,
              content: { type: "text", text: "Hai" },
            },
          ]);
        } else if (target && one.type === "ack") {
          await port.acked(holder, [{ waId: target.waId, at: app.clock.now() }]);
        } else if (target && one.type === "fail") {
          await port.failed(holder, [{ waId: target.waId, code: "lost", isFinal: one.isFinal }]);
        } else if (target && one.type === "receipt") {
          const { waId, chat } = target;
          await port.receipts(session, [{ waIds: [waId], chat, status: one.status, at: app.clock.now() }]);
        }
        const now = await readStatuses(sessionId);
        for (const [id, status] of statuses) {
          expect(rank[now.get(id) ?? "received"]).toBeGreaterThanOrEqual(rank[status]);
        }
        statuses = now;
      }

      // The faults are over: the next holder sends the rest, and each message is settled.
      session = { ...session, fence: session.fence + 1 };
      for (;;) {
        const claimed = await port.next(session, { limit: 50, lanes: ["reply", "other"] });
        if (claimed.length === 0) break;
        await port.acked(
          session,
          claimed.map((claim) => ({ waId: claim.outgoing.waId, at: app.clock.now() })),
        );
      }
      const end = await readStatuses(sessionId);
      expect(end.size).toBe(queued.length + received.size);
      for (const id of queued) expect(["sent", "delivered", "read", "failed"]).toContain(end.get(id));
      const left = await app.app.machine.database.withSystem("count", (db) =>
        sql<{ count: number }>`select count(*) as count from outbox where session_id = ${sessionId}`.execute(db),
      );
      expect(left.rows[0]?.count).toBe(0);
    }),
    { numRuns: 40 },
  );
});

async function readStatuses(sessionId: string): Promise<Map<string, MessageStatus>> {
  const { rows } = await app.app.machine.database.withTenant(owner.organizationId, (db) =>
    sql<{ id: string; status: MessageStatus }>`
      select id, status from messages where session_id = ${sessionId}`.execute(db),
  );
  return new Map(rows.map((row) => [row.id, row.status]));
}
