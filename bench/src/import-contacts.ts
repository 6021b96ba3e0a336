import type { ApiClient } from "../../apps/server/src/testing/api-client.ts";
import { until } from "./pair-session.ts";
import { succeed } from "./rig.ts";

/** Imports these phone numbers as people named "Ratna 0", "Ratna 1", … through the API. */
export async function importContacts(api: ApiClient, phones: readonly string[]): Promise<void> {
  const rows = phones.map((phone, index) => `Ratna ${index},+${phone}`);
  const bytes = `nama,nomor\n${rows.join("\n")}\n`;
  const file = { name: "people.csv", type: "text/csv", bytes };
  const { id } = await succeed(api.upload<{ id: string }>("POST", "/imports", file));
  await succeed(api.put(`/imports/${id}/mapping`, { columns: ["name", "phone"], consentSource: "Uji" }));
  await succeed(api.post(`/imports/${id}/start`));
  await until(async () => {
    const { status } = await succeed(api.get<{ status: string }>(`/imports/${id}`));
    if (status === "failed") throw new Error("the import failed");
    return status === "finished" || undefined;
  }, 60_000);
}
