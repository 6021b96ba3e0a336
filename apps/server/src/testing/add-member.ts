import { sql } from "kysely";
import type { RoleName } from "../modules/organizations/index.ts";
import { createApiClient } from "./api-client.ts";
import type { TestApp, TestOwner } from "./test-app.ts";

/** Signs up a person and brings him into the owner's organization by a real invitation; his calls carry both. */
export async function addMember(test: TestApp, owner: TestOwner, role: RoleName): Promise<TestOwner> {
  const person = await test.signUp(`${role} of ${owner.email}`);
  const invited = await owner.api.post("/organization/invitations", { email: person.email, role });
  if (invited.status !== 201) throw new Error(`not invited: ${invited.status} ${JSON.stringify(invited.body)}`);
  const accepted = await person.api.post(`/invitations/${await invitationToken(test, person.email)}/accept`);
  if (accepted.status !== 200) throw new Error(`not accepted: ${accepted.status} ${JSON.stringify(accepted.body)}`);
  const { organizationId } = owner;
  const api = createApiClient(test.url, { ...person.api.headers, "X-Balas-Organization": organizationId });
  return { ...person, api, organizationId };
}

/** Reads the link of the newest invitation to this address, as its reader would. */
export async function invitationToken(test: TestApp, email: string): Promise<string> {
  const { rows } = await test.app.machine.database.withSystem("read the outbox", (db) =>
    sql<{ text: string }>`select text from mails where recipient = ${email} and text like '%/invitations/%'
      order by created_at desc, id desc limit 1`.execute(db),
  );
  const token = /\/invitations\/([\w-]+)/.exec(rows[0]?.text ?? "")?.[1];
  if (!token) throw new Error(`no invitation for ${email}`);
  return token;
}
