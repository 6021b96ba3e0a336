import { startWorkerRole } from "../../roles/worker.ts";
import type { MakeTenantExample, TenantExamples } from "../../testing/tenant-example.ts";
import type { TestOwner } from "../../testing/test-app.ts";
import { eventually } from "../../testing/test-app.ts";

const none: MakeTenantExample = () => ({});
const file = { name: "orang.csv", type: "text/csv", bytes: "Nama,HP\nSari,08123456789\nRusak,12\n" };
const mapping = { columns: ["name", "phone"], consentSource: "Formulir toko" };
let made = 0;

/** Makes something with a name of its own and returns its id. */
async function make(owner: TestOwner, path: string, body: Record<string, string>): Promise<string> {
  made += 1;
  const named = Object.fromEntries(Object.entries(body).map(([key, value]) => [key, `${value} ${made}`]));
  return (await owner.api.post<{ id: string }>(path, named)).body.id;
}
const makeContact = (owner: TestOwner) => make(owner, "/contacts", { name: "Sari" });
const makeTag = (owner: TestOwner) => make(owner, "/tags", { name: "Label" });
const makeField = (owner: TestOwner) => make(owner, "/contact-fields", { label: "Isian" });

async function makeImport(owner: TestOwner): Promise<string> {
  return (await owner.api.upload<{ id: string }>("POST", "/imports", file)).body.id;
}

async function makeMapped(owner: TestOwner): Promise<string> {
  const id = await makeImport(owner);
  await owner.api.put(`/imports/${id}/mapping`, mapping);
  return id;
}

const contact: MakeTenantExample = async ({ owner }) => ({ params: { id: await makeContact(owner) } });

export const tenantExamples: TenantExamples = {
  "GET /contacts": async ({ owner }) => {
    await makeContact(owner);
    return { query: { search: "Sari" } };
  },
  "POST /contacts": () => ({ body: { name: "Budi", phone: "081300001111" } }),
  "POST /contacts/count": () => ({ body: { audience: { type: "all" } } }),
  "GET /contacts/:id": contact,
  "PUT /contacts/:id": async ({ owner }) => ({ params: { id: await makeContact(owner) }, body: { name: "Sari Dua" } }),
  "DELETE /contacts/:id": contact,
  "POST /contacts/:id/tags": async ({ owner }) => ({
    params: { id: await makeContact(owner) },
    body: { tagIds: [await makeTag(owner)] },
  }),
  "DELETE /contacts/:id/tags/:tagId": async ({ owner }) => {
    const [id, tagId] = [await makeContact(owner), await makeTag(owner)];
    await owner.api.post(`/contacts/${id}/tags`, { tagIds: [tagId] });
    return { params: { id, tagId } };
  },
  "GET /tags": none,
  "POST /tags": () => ({ body: { name: "Langganan", color: "teal" } }),
  "PUT /tags/:id": async ({ owner }) => ({
    params: { id: await makeTag(owner) },
    body: { name: "Nama baru", color: "red" },
  }),
  "DELETE /tags/:id": async ({ owner }) => ({ params: { id: await makeTag(owner) } }),
  "POST /tags/:id/contacts": async ({ owner }) => ({
    params: { id: await makeTag(owner) },
    body: { contactIds: [await makeContact(owner)] },
  }),
  "POST /tags/:id/contacts/remove": async ({ owner }) => ({
    params: { id: await makeTag(owner) },
    body: { contactIds: [await makeContact(owner)] },
  }),
  "GET /contact-fields": none,
  "POST /contact-fields": () => ({ body: { label: "Kota" } }),
  "DELETE /contact-fields/:id": async ({ owner }) => ({ params: { id: await makeField(owner) } }),
  "GET /imports": none,
  "POST /imports": () => ({ file }),
  "GET /imports/:id": async ({ owner }) => ({ params: { id: await makeImport(owner) } }),
  "PUT /imports/:id/mapping": async ({ owner }) => ({ params: { id: await makeImport(owner) }, body: mapping }),
  "POST /imports/:id/dry-run": async ({ owner }) => ({ params: { id: await makeMapped(owner) } }),
  "POST /imports/:id/start": async ({ owner }) => ({ params: { id: await makeMapped(owner) } }),
  "GET /imports/:id/errors.csv": async ({ test, owner }) => {
    const id = await makeMapped(owner);
    await owner.api.post(`/imports/${id}/start`);
    const worker = await startWorkerRole(test.app);
    await eventually(async () => {
      const { body } = await owner.api.get<{ status: string }>(`/imports/${id}`);
      return body.status === "finished";
    });
    await worker.stop();
    return { params: { id } };
  },
};
