import { addSendingNumber } from "../../testing/sending-number.ts";
import type { MakeTenantExample, TenantExamples } from "../../testing/tenant-example.ts";

type Fixture = Parameters<MakeTenantExample>[0];

let phones = 81_300_000_000;

/** A draft that may be launched. */
async function draft({ test, owner }: Fixture): Promise<string> {
  phones += 1;
  await owner.api.post("/contacts", { name: "Ratna", phone: `+62${phones}` });
  const number = await addSendingNumber(test, owner);
  const made = await owner.api.post<{ id: string }>("/campaigns", {
    name: "Promo",
    audience: { type: "all" },
    sessionId: number.id,
    text: "Halo {{name|Kak}}. Balas STOP untuk berhenti.",
  });
  return made.body.id;
}

async function launched(fixture: Fixture): Promise<string> {
  const id = await draft(fixture);
  await fixture.owner.api.post(`/campaigns/${id}/launch`, {});
  return id;
}

const ofDraft: MakeTenantExample = async (fixture) => ({ params: { id: await draft(fixture) } });
const ofLaunched: MakeTenantExample = async (fixture) => ({ params: { id: await launched(fixture) } });

export const tenantExamples: TenantExamples = {
  "GET /campaigns": () => ({}),
  "POST /campaigns": () => ({ body: { name: "Promo" } }),
  "GET /campaigns/:id": ofDraft,
  "PUT /campaigns/:id": async (fixture) => ({ params: { id: await draft(fixture) }, body: { name: "Promo baru" } }),
  "DELETE /campaigns/:id": ofDraft,
  "POST /campaigns/:id/check": ofDraft,
  "POST /campaigns/:id/preview": async (fixture) => ({ params: { id: await draft(fixture) }, body: { limit: 3 } }),
  "POST /campaigns/:id/test": async (fixture) => ({ params: { id: await draft(fixture) }, body: {} }),
  "POST /campaigns/:id/launch": async (fixture) => ({ params: { id: await draft(fixture) }, body: {} }),
  "POST /campaigns/:id/pause": ofLaunched,
  "POST /campaigns/:id/resume": async (fixture) => {
    const id = await launched(fixture);
    await fixture.owner.api.post(`/campaigns/${id}/pause`);
    return { params: { id }, body: {} };
  },
  "POST /campaigns/:id/stop": ofLaunched,
  "GET /campaigns/:id/progress": ofLaunched,
  "GET /campaigns/:id/recipients": ofLaunched,
};
