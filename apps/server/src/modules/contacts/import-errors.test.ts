import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";

let app: TestApp;
let owner: TestOwner;
beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner();
});
afterAll(() => app.stop());

async function importFile(bytes: string): Promise<string> {
  const { body } = await owner.api.upload<{ id: string }>("POST", "/imports", {
    name: "people.csv",
    type: "text/csv",
    bytes,
  });
  await owner.api.put(`/imports/${body.id}/mapping`, { columns: ["name", "phone"], consentSource: "form" });
  await owner.api.post(`/imports/${body.id}/start`);
  await eventually(async () => {
    const { body: now } = await owner.api.get<{ status: string }>(`/imports/${body.id}`);
    return now.status === "finished";
  });
  return body.id;
}

test("a formula in the error file has no power, and means itself again when the file comes back repaired", async () => {
  const id = await importFile('nama,telepon\n"=HYPERLINK(1)",wrong\n@ayu,+62 81\n');
  const { body } = await owner.api.get<string>(`/imports/${id}/errors.csv?language=en`);
  const [, first, second] = body.split("\r\n");
  expect(first).toMatch(/^'=HYPERLINK\(1\),wrong,/);
  expect(second).toMatch(/^'@ayu,\+62 81,/);
  await importFile("nama,telepon\n'@ayu,081234567890\n");
  const people = await owner.api.get<{ items: { name: string }[] }>("/contacts");
  expect(people.body.items.map((person) => person.name)).toEqual(["@ayu"]);
});
