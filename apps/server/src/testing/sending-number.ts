import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { createMessagePort } from "../modules/messages/index.ts";
import type { ClaimedMessage, SessionRef } from "../modules/sessions/index.ts";
import type { TestApp, TestOwner } from "./test-app.ts";

/** A paired number whose host is the test: it sends what is due when asked, and says what became of it. */
export interface SendingNumber {
  id: string;
  /** Takes what is due from the queue and has WhatsApp acknowledge it; returns what was sent. */
  sendDue(limit?: number): Promise<ClaimedMessage[]>;
  /** Takes what is due and leaves it without an answer, as a process does that dies. */
  takeDue(limit?: number): Promise<ClaimedMessage[]>;
  /** WhatsApp refuses these messages for good. */
  refuse(messages: readonly ClaimedMessage[], code: string): Promise<void>;
  /** The phones of these people got or read their messages. */
  receipt(messages: readonly ClaimedMessage[], status: "delivered" | "read"): Promise<void>;
  /** A person writes to the number. */
  receive(jid: string, text: string): Promise<void>;
}

let phones = 6_285_000_000;

/** Adds a number that is online, without a gateway and without pacing. */
export async function addSendingNumber(test: TestApp, owner: TestOwner): Promise<SendingNumber> {
  const id = randomUUID();
  phones += 1;
  await test.app.machine.database.withSystem("a number for the test", (db) =>
    sql`insert into sessions (organization_id, id, name, network, status, status_at, phone, jid, pacing_profile, color,
        created_at, paired_at)
      values (${owner.organizationId}, ${id}, 'Pusat', 'sandbox', 'online', ${test.clock.now()}, ${`+${phones}`},
        ${`${phones}@s.whatsapp.net`}, 'off', 1, ${test.clock.now()}, ${test.clock.now()})`.execute(db),
  );
  const port = createMessagePort(test.app.machine);
  const session: SessionRef = { organizationId: owner.organizationId, sessionId: id, fence: 1 };
  const takeDue = (limit = 1000) => port.next(session, { limit, lanes: ["reply", "other"] });
  return {
    id,
    takeDue,
    async sendDue(limit) {
      const taken = await takeDue(limit);
      await port.acked(
        session,
        taken.map(({ outgoing }) => ({ waId: outgoing.waId, at: test.clock.now() })),
      );
      return taken;
    },
    refuse: (messages, code) =>
      port.failed(
        session,
        messages.map(({ outgoing }) => ({ waId: outgoing.waId, code, isFinal: true })),
      ),
    receipt: (messages, status) =>
      port.receipts(
        session,
        messages.map(({ outgoing }) => ({ waIds: [outgoing.waId], chat: outgoing.to, status, at: test.clock.now() })),
      ),
    receive: (jid, text) =>
      port.receive(session, [
        {
          waId: randomUUID().replaceAll("-", "").toUpperCase(),
          chat: jid,
          sender: jid,
          fromMe: false,
          at: test.clock.now(),
          isBacklog: false,
          content: { type: "text", text },
        },
      ]),
  };
}
