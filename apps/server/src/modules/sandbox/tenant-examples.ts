import { sql } from "kysely";
import { startGatewayRole } from "../../roles/gateway.ts";
import { makeSession } from "../../testing/make-session.ts";
import type { MakeTenantExample, TenantExamples } from "../../testing/tenant-example.ts";
import { eventually, type TestOwner } from "../../testing/test-app.ts";

const customer = "+6281377700001";

/** A number with a virtual phone and a customer who wrote to it. */
async function inhabited(owner: TestOwner): Promise<string> {
  const { id } = await makeSession(owner);
  const made = await owner.api.post(`/sandbox/sessions/${id}/people`, { name: "Dewi", phone: customer });
  if (made.status !== 201) throw new Error(`no customer: ${made.status} ${JSON.stringify(made.body)}`);
  return id;
}
const ofInhabited: MakeTenantExample = async ({ owner }) => ({ params: { id: await inhabited(owner) } });
const ofCustomer: MakeTenantExample = async ({ owner }) => ({
  params: { id: await inhabited(owner), phone: customer },
});

/** A number whose code is on show, by the real driver on the simulated network; no other number runs. */
const showingCode: MakeTenantExample = async ({ test, owner, afterwards }) => {
  await test.app.machine.database.withSystem("stop every number", (db) =>
    sql`update sessions set asked = 'stop', status = 'stopped', handled = command`.execute(db),
  );
  const gateway = await startGatewayRole(test.app);
  afterwards(() => gateway.stop());
  const { id } = await makeSession(owner);
  await eventually(async () => (await owner.api.get(`/sessions/${id}/qr`)).status === 200);
  return { params: { id } };
};

export const tenantExamples: TenantExamples = {
  "GET /sandbox/sessions/:id/phone": ofInhabited,
  "GET /sandbox/sessions/:id/phone/messages": async (fixture) => ({
    ...(await ofInhabited(fixture)),
    query: { with: customer },
  }),
  "POST /sandbox/sessions/:id/phone/messages": async (fixture) => ({
    ...(await ofInhabited(fixture)),
    body: { to: customer, text: "Halo dari ponsel" },
  }),
  "GET /sandbox/sessions/:id/people": ofInhabited,
  "POST /sandbox/sessions/:id/people": async (fixture) => ({ ...(await ofInhabited(fixture)), body: { name: "Tono" } }),
  "GET /sandbox/sessions/:id/people/:phone/messages": ofCustomer,
  "POST /sandbox/sessions/:id/people/:phone/messages": async (fixture) => ({
    ...(await ofCustomer(fixture)),
    body: { text: "Masih ada?" },
  }),
  "POST /sandbox/sessions/:id/people/:phone/read": ofCustomer,
  "GET /sandbox/sessions/:id/behavior": ofInhabited,
  "PUT /sandbox/sessions/:id/behavior": async (fixture) => ({
    ...(await ofInhabited(fixture)),
    body: {
      readChance: 0,
      readDelay: [1, 2],
      answerChance: 0,
      answerDelay: [1, 2],
      answers: ["Ya"],
      stopChance: 0,
      stopDelay: [1, 2],
      speed: 1,
    },
  }),
  "POST /sandbox/sessions/:id/scan": showingCode,
};
