import type { TenantExamples } from "../../testing/tenant-example.ts";

export const tenantExamples: TenantExamples = {
  "GET /user/api-keys": () => ({}),
  "POST /user/api-keys": () => ({ body: { name: "Toko online", scopes: ["members.view"] } }),
  "DELETE /user/api-keys/:id": async ({ owner }) => {
    const made = await owner.api.post<{ id: string }>("/user/api-keys", { name: "Kasir", scopes: ["members.view"] });
    return { params: { id: made.body.id } };
  },
};
