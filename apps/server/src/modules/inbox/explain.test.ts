import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addSession } from "../../testing/add-session.ts";
import { startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";

let app: TestApp;
let owner: TestOwner;
let sessionId: string;
let conversationId: string;

beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner();
  ({ sessionId } = await addSession(app, owner.organizationId));
  await seed();
}, 120_000);
afterAll(() => app.stop());

/** 6,000 conversations of 3 messages each beside another organization's, so that an index is worth its while. */
async function seed(): Promise<void> {
  await app.app.machine.database.withSystem("people and messages for the test", async (db) => {
    const now = app.clock.now();
    for (const organizationId of [owner.organizationId, "00000000-0000-7000-8000-000000000001"]) {
      await sql`insert into chats (organization_id, session_id, kind, jid, name, phone, created_at)
        select ${organizationId}, ${sessionId}, 'person', n || '@s.whatsapp.net', 'Person ' || md5(n::text), '+62' || n, ${now}
        from generate_series(81200000000, 81200005999) n`.execute(db);
      await sql`insert into messages (organization_id, id, session_id, chat_id, wa_id, direction, type, text, status, at)
        select ${organizationId}, uuidv7(make_interval(secs => -n * 10)), ${sessionId}, id, 'W' || n, 'incoming', 'text',
          'Halo', 'received', ${now}
        from chats cross join generate_series(1, 3) n where organization_id = ${organizationId}`.execute(db);
      await sql`insert into conversations (organization_id, chat_id, session_id, kind, status, status_at, unread_count,
          last_message_id, created_at)
        select ${organizationId}, id, session_id, 'person', case when id::text < 'f' then 'open' else 'closed' end, ${now},
          0, uuidv7(), ${now}
        from chats where organization_id = ${organizationId}`.execute(db);
      await sql`insert into conversation_people (organization_id, conversation_id, name, phone)
        select ${organizationId}, conversations.id, chats.name, chats.phone from conversations
        join chats on chats.organization_id = conversations.organization_id and chats.id = conversations.chat_id
        where conversations.organization_id = ${organizationId}`.execute(db);
    }
    const { rows } = await sql<{ id: string }>`
      select id from conversations where organization_id = ${owner.organizationId} limit 1`.execute(db);
    conversationId = rows[0]?.id ?? "";
  });
  const client = await app.app.machine.database.pool.connect();
  await client.query("analyze");
  client.release();
}

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: Plan[];
}

/** The plans, as role app, of every read that a call makes of the inbox's and the messages' tables. */
async function plansOf(path: string): Promise<{ text: string; plan: Plan }[]> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  const answer = await owner.api.get(path);
  const seen = query.mock.calls.flatMap((call) => {
    const [text, values] = call as unknown as [unknown, unknown[] | undefined];
    const isRead =
      typeof text === "string" &&
      /^\s*select/.test(text) &&
      /from "?(search_)?(conversation|messages|chats)/.test(text);
    return isRead ? [{ text, values }] : [];
  });
  query.mockRestore();
  expect(answer.status).toBe(200);
  expect(seen.length).toBeGreaterThan(0);
  return app.as(owner.organizationId, async (ctx) => {
    const plans = [];
    for (const { text, values = [] } of seen) {
      const parts = text.split(/\$\d+/);
      const order = [...text.matchAll(/\$(\d+)/g)].map((match) => values[Number(match[1]) - 1]);
      const strings = Object.assign([...parts], { raw: parts }) as unknown as TemplateStringsArray;
      const asked = sql(strings, ...order);
      const { rows } = await sql<{ "QUERY PLAN": { Plan: Plan }[] }>`explain (format json) ${asked}`.execute(ctx.db);
      const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
      if (plan) plans.push({ text, plan });
    }
    return plans;
  });
}

function scans(plan: Plan): string[] {
  const own = plan["Node Type"] === "Seq Scan" ? [plan["Relation Name"] ?? ""] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scans)];
}

function sorts(plan: Plan): boolean {
  return plan["Node Type"].includes("Sort") || (plan.Plans ?? []).some(sorts);
}

const ordered = [
  "/conversations?view=open",
  "/conversations?view=closed",
  "/conversations?view=unassigned",
  "/conversations?view=mine",
  "/conversations?view=unread",
];

test("every list and every search reads by an index, also under row level security", async () => {
  const paths = [
    ...ordered,
    `/conversations?view=open&sessionId=${sessionId}`,
    "/conversations?view=open&search=person%20c4ca4238",
    "/conversations?view=open&search=0812000123",
    "/conversations/counts",
    `/conversations/${conversationId}/messages`,
    `/sessions/${sessionId}/messages`,
  ];
  for (const path of paths) {
    for (const { text, plan } of await plansOf(path)) {
      // A partition without a row is read as it is.
      expect(
        scans(plan).filter((name) => !name.startsWith("messages_")),
        `${path}\n${text}`,
      ).toEqual([]);
    }
  }
});

test("a rare word is found by the index of the search, not by reading everybody", async () => {
  const [list] = await plansOf("/conversations?view=open&search=c4ca4238");
  expect(JSON.stringify(list?.plan)).toContain('"Index Name":"conversation_people_search"');
});

test("a view comes out of its index in order, without sorting", async () => {
  for (const path of ordered) {
    const [list] = (await plansOf(path)).filter(({ text }) => text.includes("order by c.last_message_id"));
    expect(list && sorts(list.plan), path).toBe(false);
  }
});
