import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addSendingNumber, type SendingNumber } from "../../testing/sending-number.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import type { ClaimedMessage } from "../sessions/index.ts";
import type { CampaignCounts } from "./events.ts";
import { onMessageStatus } from "./on-message-status.ts";

let app: TestApp;
let owner: TestOwner;
let number: SendingNumber;
let phones = 81_900_000_000;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set(new Date("2026-11-23T02:00:00Z"));
  owner = await app.signUpOwner();
  number = await addSendingNumber(app, owner);
});

async function launch(people: number): Promise<{ id: string; jids: string[] }> {
  const jids: string[] = [];
  for (let index = 0; index < people; index += 1) {
    phones += 1;
    await owner.api.post("/contacts", { name: "Ratna", phone: `+62${phones}` });
    jids.push(`62${phones}@s.whatsapp.net`);
  }
  const made = await owner.api.post<{ id: string }>("/campaigns", {
    name: "Promo",
    audience: { type: "all" },
    sessionId: number.id,
    text: "{Halo|Hai} {{name}}, STOP",
    quietHours: null,
  });
  await owner.api.post(`/campaigns/${made.body.id}/launch`, {});
  return { id: made.body.id, jids };
}

async function countsOf(id: string): Promise<CampaignCounts> {
  const { body } = await owner.api.get<{ counts: CampaignCounts; audienceSize: number }>(`/campaigns/${id}/progress`);
  const sum = Object.values(body.counts).reduce((all, count) => all + count, 0);
  expect(sum).toBe(body.audienceSize);
  return body.counts;
}

const actions = ["send", "take", "deliver", "read", "refuse", "pause", "resume"] as const;

test("whatever happens in whatever order, the sum is the audience and nobody gets two messages", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...actions), fc.integer({ min: 1, max: 3 })), { minLength: 4, maxLength: 10 }),
      async (steps) => {
        owner = await app.signUpOwner();
        number = await addSendingNumber(app, owner);
        const { id } = await launch(6);
        const sent: ClaimedMessage[] = [];
        const refused = new Set<string>();
        const take = async (count: number) => {
          const messages = await number.takeDue(count);
          sent.push(...messages);
          return messages;
        };
        for (const [action, count] of steps) {
          if (action === "send") sent.push(...(await number.sendDue(count)));
          if (action === "take") await take(count);
          if (action === "deliver") await number.receipt(sent.slice(0, count), "delivered");
          if (action === "read") await number.receipt(sent.slice(-count), "read");
          if (action === "refuse")
            for (const message of await number.takeDue(count)) {
              refused.add(message.outgoing.to);
              await number.refuse([message], "refused");
            }
          if (action === "pause" || action === "resume") await owner.api.post(`/campaigns/${id}/${action}`, {});
          await countsOf(id);
        }
        await owner.api.post(`/campaigns/${id}/resume`, {});
        await eventually(async () => {
          // The phones of everybody who was sent something confirm it in the end.
          sent.push(...(await number.sendDue()));
          await number.receipt(sent, "delivered");
          const counts = await countsOf(id);
          return counts.pending + counts.queued === 0;
        }, 20_000);
        const people = sent.map((message) => message.outgoing.to);
        expect(new Set(people).size).toBe(people.length);
        const counts = await countsOf(id);
        expect(counts.failed).toBe([...refused].filter((jid) => !people.includes(jid)).length);
        expect(counts.unknown).toBe(0);
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
}, 120_000);

test("news told twice, late and in the wrong order leave the best that is known", async () => {
  const { id } = await launch(1);
  const [message] = await eventually(async () => {
    const taken = await number.sendDue();
    return taken.length > 0 ? taken : undefined;
  });
  const news = (status: "sent" | "delivered" | "read" | "failed" | "cancelled") => ({
    messageId: message!.messageId,
    chatId: randomUUID(),
    sessionId: number.id,
    status,
    at: app.clock.now().toISOString(),
    origin: { type: "campaign" as const, id },
  });
  const hear = (...all: ReturnType<typeof news>[]) =>
    app.as(owner.organizationId, (ctx) => onMessageStatus.runMany(ctx, all as never[]));
  await hear(news("read"), news("sent"));
  await hear(news("delivered"));
  await hear(news("read"), news("read"), news("failed"), news("cancelled"));
  expect((await countsOf(id)).read).toBe(1);
});

test("of two recipients who turn out to be one person, who still waits is skipped", async () => {
  const { id } = await launch(2);
  await owner.api.post(`/campaigns/${id}/pause`);
  const people = await owner.api.get<{ items: { contactId: string }[] }>(`/campaigns/${id}/recipients`);
  const [kept, merged] = people.body.items.map((person) => person.contactId);
  const { onContactMerged } = await import("./on-contact-merged.ts");
  for (let twice = 0; twice < 2; twice += 1)
    await app.as(owner.organizationId, (ctx) =>
      onContactMerged.run(ctx, { contactId: kept, mergedContactId: merged } as never, { id: 1, seq: 1 }),
    );
  expect(await countsOf(id)).toMatchObject({ pending: 1, skipped: 1 });
});

test("a batch whose job vanished is made up for", async () => {
  const { id } = await launch(3);
  await owner.api.post(`/campaigns/${id}/pause`);
  // As if the process had died after the resume was committed and before its job ran.
  await app.app.machine.database.withSystem("lose the job", async (db) => {
    await sql`update campaigns set status = 'sending', next_batch_at = ${app.clock.now()} where id = ${id}`.execute(db);
  });
  expect(
    await eventually(async () => {
      const taken = await number.sendDue();
      return taken.length > 0 ? taken : undefined;
    }),
  ).toHaveLength(3);
});

test("a long rest is skipped in parts by the worker", async () => {
  const { id } = await launch(1);
  await owner.api.post(`/campaigns/${id}/pause`);
  await app.app.machine.database.withSystem("a large audience", async (db) => {
    await sql`insert into campaign_recipients (organization_id, campaign_id, contact_id, status, zone, status_at)
      select ${owner.organizationId}, ${id}, uuidv7(), 'pending', 'Asia/Jakarta', ${app.clock.now()}
      from generate_series(1, 24999)`.execute(db);
    await sql`update campaigns set audience_size = 25000 where id = ${id}`.execute(db);
  });
  const answer = await owner.api.post<{ status: string }>(`/campaigns/${id}/stop`);
  expect(answer.body.status).toBe("stopping");
  await eventually(async () => {
    const { body } = await owner.api.get<{ status: string }>(`/campaigns/${id}`);
    return body.status === "stopped";
  });
  expect((await countsOf(id)).skipped).toBe(25_000);
});
