import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addSendingNumber } from "../../testing/sending-number.ts";
import { startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import { accessCampaign } from "./policy.ts";
import { queueBatch } from "./queue-batch.ts";

let app: TestApp;
let owner: TestOwner;
let id: string;

beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner();
  const number = await addSendingNumber(app, owner);
  const made = await owner.api.post<{ id: string }>("/campaigns", {
    name: "Promo",
    audience: { type: "all" },
    sessionId: number.id,
    text: "Halo, STOP",
    quietHours: null,
  });
  id = made.body.id;
  await seed();
}, 120_000);
afterAll(() => app.stop());

/** A paused campaign of 20,000 beside another one and another organization's, so that an index is worth its while. */
async function seed(): Promise<void> {
  await app.app.machine.database.withSystem("recipients for the test", async (db) => {
    const now = app.clock.now();
    for (const [organizationId, campaignId] of [
      [owner.organizationId, id],
      [owner.organizationId, randomUUID()],
      [randomUUID(), randomUUID()],
    ])
      await sql`insert into campaign_recipients
          (organization_id, campaign_id, contact_id, status, reason, zone, jid, message_id, status_at)
        select ${organizationId}, ${campaignId}, uuidv7(), (array['sent', 'failed', 'skipped', 'read', 'pending'])[1 + n % 5],
          case when n % 5 = 1 then 'refused' end, (array['Asia/Jakarta', 'Asia/Makassar'])[1 + n % 2],
          n || '@s.whatsapp.net', case when n % 5 < 2 then uuidv7() end, ${now}
        from generate_series(1, 20000) n`.execute(db);
    await sql`update campaigns set status = 'paused', launched_at = ${now}, audience_size = 20000 where id = ${id}`.execute(
      db,
    );
    await sql`insert into campaign_progress (organization_id, campaign_id, counts, counted_at, count_after)
      values (${owner.organizationId}, ${id}, '{}', ${now}, ${now})`.execute(db);
  });
  const client = await app.app.machine.database.pool.connect();
  await client.query("vacuum analyze campaign_recipients");
  client.release();
}

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: Plan[];
}

/** The plans, as role app, of every read of recipients that the work makes. */
async function plansOf(work: () => Promise<unknown>): Promise<Plan[]> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  await work();
  const seen = query.mock.calls.flatMap((call) => {
    const [text, values] = call as unknown as [unknown, unknown[] | undefined];
    const isRead = typeof text === "string" && /^\s*(select|with)/.test(text) && text.includes("campaign_recipients");
    return isRead ? [{ text, values }] : [];
  });
  query.mockRestore();
  expect(seen.length).toBeGreaterThan(0);
  return app.as(owner.organizationId, async (ctx) => {
    const plans = [];
    for (const { text, values = [] } of seen) {
      const parts = text.split(/\$\d+/);
      const order = [...text.matchAll(/\$(\d+)/g)].map((match) => values[Number(match[1]) - 1]);
      const strings = Object.assign([...parts], { raw: parts }) as unknown as TemplateStringsArray;
      const { rows } = await sql<{
        "QUERY PLAN": { Plan: Plan }[];
      }>`explain (format json) ${sql(strings, ...order)}`.execute(ctx.db);
      const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
      if (plan) plans.push(plan);
    }
    return plans;
  });
}

function nodes(plan: Plan): string[] {
  return [plan["Node Type"], ...(plan.Plans ?? []).flatMap(nodes)];
}

test.each([
  ["the first page", () => `/campaigns/${id}/recipients`],
  ["those in a status", () => `/campaigns/${id}/recipients?status=pending`],
  ["those of a reason", () => `/campaigns/${id}/recipients?status=failed&reason=refused`],
])("%s of the recipients comes out of an index in its order", async (_name, path) => {
  const first = await owner.api.get<{ nextCursor: string }>(path());
  const next = `${path()}${path().includes("?") ? "&" : "?"}cursor=${first.body.nextCursor}`;
  for (const plan of await plansOf(() => owner.api.get(next))) {
    expect(nodes(plan)).not.toContain("Seq Scan");
    expect(nodes(plan)).not.toContain("Sort");
  }
});

test("counting reads the index alone, of this campaign alone", async () => {
  for (const plan of await plansOf(() => owner.api.get(`/campaigns/${id}/progress`)))
    expect(nodes(plan)).toContain("Index Only Scan");
});

test("the next batch is claimed without walking over those who are done", async () => {
  const plans = await plansOf(() =>
    app.as(owner.organizationId, async (ctx) => {
      await queueBatch(ctx, { ...(await accessCampaign(ctx, id)), quiet_from: 0, quiet_to: 1 });
    }),
  );
  for (const plan of plans) expect(nodes(plan)).not.toContain("Seq Scan");
});
