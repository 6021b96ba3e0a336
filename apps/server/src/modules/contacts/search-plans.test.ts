import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import { contactListStatement } from "./list-contacts.ts";
import { contactListQuery } from "./schema.ts";

// Under row level security an index is lost silently, and a list of a million is read from end to end.

let app: TestApp;
let owner: TestOwner;
let tagId: string;
beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner();
  const other = await app.signUpOwner();
  tagId = (await owner.api.post<{ id: string }>("/tags", { name: "VIP" })).body.id;
  for (const { organizationId } of [owner, other]) await fill(organizationId);
  await app.app.machine.database.withSystem("tag some and count", async (db) => {
    await sql`insert into contact_tags (organization_id, tag_id, contact_id, tagged_at)
      select organization_id, ${tagId}, id, now() from contacts
      where organization_id = ${owner.organizationId} and id in
        (select id from contacts where organization_id = ${owner.organizationId} limit 2000)`.execute(db);
    await sql`analyze contacts, contact_identities, contact_tags`.execute(db);
  });
});
afterAll(() => app.stop());

async function fill(organizationId: string): Promise<void> {
  await app.app.machine.database.withSystem("many people", (db) =>
    sql`with made as (insert into contacts (organization_id, name, phone, source, created_at, updated_at)
        select ${organizationId}, md5(n::text), '+62812' || (10000000 + n), 'import', now(), now()
        from generate_series(1, 20000) n returning id, phone)
      insert into contact_identities (organization_id, kind, value, contact_id)
      select ${organizationId}, 'phone', phone, id from made`.execute(db),
  );
}

test.each([
  ["", "contacts_pkey"],
  ["sort=oldest", "contacts_pkey"],
  ["sort=name", "contacts_by_name"],
  ["search=a3f9", "contacts_search"],
  ["search=0812-1000-4321", "contacts_search"],
  ["search=a3f9%20bc1", "contacts_search"],
  ["search=ab&sort=name", "contacts_by_name"],
  ["search=0812-1000-4321&sort=name", "contacts_search"],
  ["tagId=TAG", "contact_tags"],
  ["tagId=TAG&search=a3f9", "contacts_search"],
])("%s is answered by an index (%s)", async (text, index) => {
  const query = contactListQuery.parse(Object.fromEntries(new URLSearchParams(text.replace("TAG", tagId))));
  const plan = await app.as(owner.organizationId, async (ctx) => {
    // Small tables are read from end to end even where an index would serve; whether it would is what counts here.
    await sql`set local enable_seqscan = off`.execute(ctx.db);
    const { rows } = await sql<{ "QUERY PLAN": string }>`explain ${contactListStatement(ctx, query)}`.execute(ctx.db);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toContain(index);
  expect(plan).not.toMatch(/Seq Scan on (contacts|contact_tags|contact_identities)/);
});
