import { makePairedSession } from "../../testing/make-session.ts";
import type { MakeTenantExample, TenantExamples } from "../../testing/tenant-example.ts";
import type { TestApp, TestOwner } from "../../testing/test-app.ts";

let people = 0;

async function drafted(test: TestApp, owner: TestOwner): Promise<string> {
  const phone = `+62812940${String(++people).padStart(5, "0")}`;
  const tag = await owner.api.post<{ id: string }>("/tags", { name: `campaign ${people}`, color: "blue" });
  await owner.api.post("/contacts", { name: "Wati", phone, tagIds: [tag.body.id] });
  const { id: sessionId } = await makePairedSession(test, owner);
  const made = await owner.api.post<{ id: string }>("/campaigns", {
    name: "Promo",
    audience: { type: "tag", tagId: tag.body.id },
    sessionId,
    text: "Halo {{name|Kak}}",
    speed: "fast",
    quietHours: null,
  });
  if (made.status !== 201) throw new Error(`no draft: ${made.status} ${JSON.stringify(made.body)}`);
  return made.body.id;
}
async function launched(test: TestApp, owner: TestOwner): Promise<string> {
  const id = await drafted(test, owner);
  const answer = await owner.api.post(`/campaigns/${id}/launch`, {});
  if (answer.status !== 200) throw new Error(`not launched: ${answer.status} ${JSON.stringify(answer.body)}`);
  return id;
}
const ofDraft: MakeTenantExample = async ({ test, owner }) => ({ params: { id: await drafted(test, owner) } });
const ofLaunched: MakeTenantExample = async ({ test, owner }) => ({ params: { id: await launched(test, owner) } });

export const tenantExamples: TenantExamples = {
  "GET /campaigns": async ({ test, owner }) => {
    await drafted(test, owner);
    return {};
  },
  "POST /campaigns": () => ({ body: { name: "Promo" } }),
  "GET /campaigns/:id": ofLaunched,
  "PUT /campaigns/:id": async (fixture) => ({ ...(await ofDraft(fixture)), body: { text: "Hai {{name|Kak}}" } }),
  "DELETE /campaigns/:id": ofDraft,
  "POST /campaigns/:id/check": ofDraft,
  "POST /campaigns/:id/preview": async (fixture) => ({ ...(await ofDraft(fixture)), body: {} }),
  "POST /campaigns/:id/test": async (fixture) => ({ ...(await ofDraft(fixture)), body: { phone: "+628129409999" } }),
  "POST /campaigns/:id/launch": async (fixture) => ({ ...(await ofDraft(fixture)), body: {} }),
  "POST /campaigns/:id/pause": ofLaunched,
  "POST /campaigns/:id/resume": async (fixture) => {
    const example = await ofLaunched(fixture);
    await fixture.owner.api.post(`/campaigns/${example.params?.id}/pause`);
    return { ...example, body: {} };
  },
  "POST /campaigns/:id/stop": ofLaunched,
  "GET /campaigns/:id/progress": ofLaunched,
  "GET /campaigns/:id/recipients": ofLaunched,
};
