import { addMember } from "../../testing/add-member.ts";
import type { MakeTenantExample, TenantExamples } from "../../testing/tenant-example.ts";

const none: MakeTenantExample = () => ({});

export const tenantExamples: TenantExamples = {
  "GET /organization": none,
  "PUT /organization": () => ({ body: { name: "Kopi Senandika Dua" } }),
  "GET /organization/onboarding": none,
  "GET /organization/audit": none,
  "GET /organization/members": none,
  "PUT /organization/members/:id": async ({ test, owner }) => {
    const member = await addMember(test, owner, "viewer");
    return { params: { id: member.userId }, body: { role: "agent" } };
  },
  "DELETE /organization/members/:id": async ({ test, owner }) => {
    const member = await addMember(test, owner, "viewer");
    return { params: { id: member.userId } };
  },
  "GET /organization/invitations": none,
  "POST /organization/invitations": () => ({ body: { email: "rekan.baru@example.com", role: "agent" } }),
  "DELETE /organization/invitations/:id": async ({ owner }) => {
    const made = await owner.api.post<{ id: string }>("/organization/invitations", {
      email: "batal@example.com",
      role: "agent",
    });
    return { params: { id: made.body.id } };
  },
};
