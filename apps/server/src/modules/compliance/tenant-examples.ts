import type { MakeTenantExample, TenantExamples } from "../../testing/tenant-example.ts";

const contact: MakeTenantExample = async ({ owner }) => {
  const made = await owner.api.post<{ id: string }>("/contacts", { name: "Sari" });
  return { params: { id: made.body.id }, body: { reason: "Menelepon toko" } };
};

export const tenantExamples: TenantExamples = {
  "GET /contacts/:id/consent": contact,
  "POST /contacts/:id/opt-out": contact,
  "POST /contacts/:id/opt-in": contact,
};
