import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import iconv from "iconv-lite";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tenantScope } from "../../kernel/scope.ts";
import { addMember } from "../../testing/add-member.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import type { PresentedContact } from "./events.ts";
import { forgetUploads } from "./forget-uploads.sweep.ts";
import { importFileKey } from "./import-file.ts";
import type { Mapping, PresentedImport } from "./import-shapes.ts";
import { runImport } from "./run-import.job.ts";

let app: TestApp;
let owner: TestOwner;
beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner();
});
afterAll(() => app.stop());

type Answer = PresentedImport & { code: string };
const upload = (bytes: Uint8Array | string, by = owner, name = "orang.csv") =>
  by.api.upload<Answer>("POST", "/imports", { name, type: "text/csv", bytes });
const read = async (id: string, by = owner) => (await by.api.get<Answer>(`/imports/${id}`)).body;
const map = (id: string, mapping: Omit<Partial<Mapping>, "columns"> & { columns: string[] }, by = owner) =>
  by.api.put<Answer>(`/imports/${id}/mapping`, { consentSource: "Formulir toko", ...mapping });
const until = (id: string, status: string, by = owner) =>
  eventually(async () => {
    const found = await read(id, by);
    if (found.status === "failed") throw new Error(`the import failed: ${found.failure}`);
    return found.status === status && found;
  });

/** Uploads, maps, checks and imports; asserts that every row is counted once and that the dry run foresaw it. */
async function importFile(
  content: Uint8Array | string,
  mapping: Omit<Partial<Mapping>, "columns"> & { columns: string[] },
  by = owner,
) {
  const uploaded = await upload(content, by);
  expect(uploaded.status).toBe(201);
  const { id } = uploaded.body;
  expect((await map(id, mapping, by)).status).toBe(200);
  expect((await by.api.post(`/imports/${id}/dry-run`)).status).toBe(202);
  const checked = await until(id, "checked", by);
  expect((await by.api.post(`/imports/${id}/start`)).status).toBe(202);
  const finished = await until(id, "finished", by);
  const { rows, created, updated, unchanged, duplicate, rejected } = finished.counts;
  expect(created + updated + unchanged + duplicate + rejected).toBe(rows);
  expect(checked.check).toEqual(finished.counts);
  return finished;
}
const errorLines = async (id: string, by = owner, language = "id") => {
  const file = await by.api.get<string>(`/imports/${id}/errors.csv?language=${language}`);
  return file.body.replace("\ufeff", "").trimEnd().split("\r\n");
};
const people = async (query = "", by = owner) =>
  (await by.api.get<{ items: PresentedContact[] }>(`/contacts?sort=oldest&${query}`)).body.items;

describe("an upload", () => {
  const text = "Nama;No. HP;Kota\nJosé;08123456789;Solo\nSiti;08123456780;Yogya\n";

  test.each([
    ["utf-8", Buffer.from(text)],
    ["utf-8", Buffer.from(`\ufeff${text}`)],
    ["utf-16le", iconv.encode(text, "utf-16le", { addBOM: true })],
    ["utf-16be", iconv.encode(text, "utf-16be", { addBOM: true })],
    ["utf-16le", iconv.encode(text, "utf-16le")],
    ["windows-1252", iconv.encode(text, "windows-1252")],
  ])("in %s is read, its delimiter and header found and its columns guessed", async (encoding, bytes) => {
    const { body } = await upload(bytes);
    expect(body).toMatchObject({
      status: "uploaded",
      format: { encoding, delimiter: ";", hasHeader: true },
      header: ["Nama", "No. HP", "Kota"],
      samples: [
        ["José", "08123456789", "Solo"],
        ["Siti", "08123456780", "Yogya"],
      ],
      suggestion: ["name", "phone", "ignore"],
    });
  });

  test("without a header has its first row as a person", async () => {
    const { body } = await upload("Sari,0812 3456 7891\nBudi,0812 3456 7892\n");
    expect(body).toMatchObject({
      format: { delimiter: ",", hasHeader: false },
      header: ["Kolom 1", "Kolom 2"],
      suggestion: ["name", "phone"],
    });
    expect(body.samples).toHaveLength(2);
  });

  test.each([
    ["file_is_empty", Buffer.alloc(0)],
    ["file_is_empty", Buffer.from("\n\n\n")],
    ["file_is_binary", Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7) % 256))],
    ["file_is_binary", Buffer.concat([Buffer.from(text), Buffer.alloc(500_000, 0)])],
    ["file_is_spreadsheet", Buffer.from("PK\x03\x04 and so on")],
  ])("is refused: %s", async (code, bytes) => {
    const folder = dirname(await app.app.machine.ports.storage.pathOf(importFileKey(owner.organizationId, "x")));
    const before = (await readdir(folder)).length;
    const refused = await upload(bytes);
    expect([refused.status, refused.body.code]).toEqual([422, code]);
    expect(await readdir(folder)).toHaveLength(before);
  });

  test("without a file is refused", async () => {
    expect((await owner.api.post<Answer>("/imports", { not: "a form" })).status).toBeGreaterThanOrEqual(400);
  });

  test("that nobody started is forgotten after a week, with its file", async () => {
    const person = await app.signUpOwner("Pelupa");
    const { body } = await upload(text, person);
    const path = await app.app.machine.ports.storage.pathOf(importFileKey(person.organizationId, body.id));
    const { systemScope } = await import("../../kernel/scope.ts");
    const later = {
      ...app.app.machine.ports,
      clock: { now: () => new Date(app.clock.now().getTime() + 8 * 86_400_000) },
    };
    await forgetUploads.run(systemScope({ ...app.app.machine, ports: later }, "test"));
    expect((await person.api.get(`/imports/${body.id}`)).status).toBe(404);
    expect(await readdir(dirname(path))).toEqual([]);
  });
});

describe("a mapping", () => {
  test.each([
    [["name", "ignore"], "mapping_without_phone"],
    [["phone", "phone"], "mapping_twice"],
    [["phone"], "mapping_columns_mismatch"],
    [["phone", "field:unknown_one"], "unknown_contact_field"],
  ])("of %j is refused: %s", async (columns, code) => {
    const { body } = await upload("Nama,HP\nSari,08123456789\n");
    const refused = await map(body.id, { columns });
    expect([refused.status, refused.body.code]).toEqual([422, code]);
  });

  test("is needed before a start, and is fixed after it", async () => {
    const { body } = await upload("Nama,HP\nSari,08123456789\n");
    const early = await owner.api.post<Answer>(`/imports/${body.id}/start`);
    expect([early.status, early.body.code]).toEqual([409, "import_not_mapped"]);
    await map(body.id, { columns: ["name", "phone"] });
    await owner.api.post(`/imports/${body.id}/start`);
    await until(body.id, "finished");
    const late = await map(body.id, { columns: ["name", "phone"] });
    expect([late.status, late.body.code]).toEqual([409, "import_not_changeable"]);
    expect((await owner.api.post<Answer>(`/imports/${body.id}/start`)).status).toBe(409);
  });
});

describe("an import", () => {
  test("counts every row once, keeps the bad ones with their reasons, and tags and fills the good ones", async () => {
    const person = await app.signUpOwner("Impor");
    const tag = (await person.api.post<{ id: string }>("/tags", { name: "Bazar" })).body;
    await person.api.post("/contact-fields", { label: "Kota" });
    const rows = Array.from({ length: 1000 }, (_, index) => {
      const phone = `0813${String(10_000_000 + index)}`;
      if (index % 59 === 5) return `Orang ${index},${["", "12", "08x", "6,28E+12"][index % 4]},Solo,A`;
      return `Orang ${index},${phone},"Kota ""${index}""",A; B`;
    });
    const bad = rows.filter((_, index) => index % 59 === 5).length;
    const content = `Nama,HP,Kota,Tag\r\n${rows.join("\r\n")}\r\n"Ganda, orang",0813 1000 0000,,\r\n`;
    const done = await importFile(
      content,
      { columns: ["name", "phone", "field:kota", "tag"], tagIds: [tag.id] },
      person,
    );
    expect(done.counts).toMatchObject({ rows: 1001, created: 1000 - bad, duplicate: 1, rejected: bad });
    const lines = await errorLines(done.id, person);
    expect(lines).toHaveLength(bad + 1);
    expect(lines[0]).toBe("Nama,HP,Kota,Tag,alasan,kode_alasan");
    expect(lines[1]).toBe("Orang 5,12,Solo,A,Nomor telepon terlalu pendek,phone_too_short");
    expect((await errorLines(done.id, person, "en"))[1]).toContain("The phone number is too short");
    const [first] = await people("limit=1", person);
    expect(first).toMatchObject({ name: "Orang 0", phone: "+6281310000000", fields: { kota: 'Kota "0"' } });
    expect(first?.tags.map((one) => one.name)).toEqual(["A", "B", "Bazar"]);
    const count = await person.api.post("/contacts/count", { audience: { type: "import", importId: done.id } });
    expect(count.body).toEqual({ count: 1000 - bad });
    const path = await app.app.machine.ports.storage.pathOf(importFileKey(person.organizationId, done.id));
    expect(await readdir(dirname(path))).toEqual([]);
  });

  test.each([
    ["skip" as const, { name: "Lama", fields: { kota: "Solo" } }, { unchanged: 2, updated: 0 }],
    ["update" as const, { name: "Baru", fields: { kota: "Solo", hobi: "Lari" } }, { unchanged: 0, updated: 2 }],
    ["fill_blanks" as const, { name: "Lama", fields: { kota: "Solo", hobi: "Lari" } }, { unchanged: 0, updated: 2 }],
  ])("of known people by the rule %s", async (duplicates, expected, counts) => {
    const person = await app.signUpOwner(`Aturan ${duplicates}`);
    for (const label of ["Kota", "Hobi"]) await person.api.post("/contact-fields", { label });
    await person.api.post("/contacts", { name: "Lama", phone: "0812000111", fields: { kota: "Solo" } });
    await person.api.post("/contacts", { name: "", phone: "08120001112", fields: { hobi: "x" } });
    const file =
      "n,p,k,h\nBaru,0812000111,,Lari\nIsi,08120001112,Klaten,x\nBaru,08120001113,,\nLagi,08120001113,Solo,\n";
    const done = await importFile(file, { columns: ["name", "phone", "field:kota", "field:hobi"], duplicates }, person);
    expect(done.counts).toMatchObject({ rows: 4, created: 1, duplicate: 1, rejected: 0, ...counts });
    const [first, second, third] = await people("", person);
    expect(first).toMatchObject(expected);
    expect(second?.name).toBe(duplicates === "skip" ? "" : "Isi");
    expect(third).toMatchObject(
      duplicates === "update" ? { name: "Lagi", fields: { kota: "Solo" } } : { name: "Baru" },
    );
    const count = await person.api.post("/contacts/count", { audience: { type: "import", importId: done.id } });
    expect(count.body).toEqual({ count: 3 });
    const again = await importFile(
      file,
      { columns: ["name", "phone", "field:kota", "field:hobi"], duplicates },
      person,
    );
    expect(again.counts).toMatchObject({ created: 0, duplicate: 1 });
  });

  test("the same person in two batches far apart is a duplicate", async () => {
    const person = await app.signUpOwner("Jauh");
    const rows = Array.from({ length: 25_000 }, (_, index) => `0813${String(20_000_000 + (index % 15_000))}`);
    const done = await importFile(`hp\n${rows.join("\n")}`, { columns: ["phone"] }, person);
    expect(done.counts).toMatchObject({ rows: 25_000, created: 15_000, duplicate: 10_000 });
  });

  test("rows with broken quotes or too many cells are refused, and no other", async () => {
    const person = await app.signUpOwner("Rusak");
    const file = 'n,p\n"Sari,08123456781\nBudi,08123456782,x\n"Dua\nBaris",08123456783\nAyu,08123456784,\n';
    const done = await importFile(file, { columns: ["name", "phone"] }, person);
    expect(done.counts.reasons).toEqual({ broken_quotes: 1, too_many_cells: 1 });
    expect((await people("", person)).map((one) => one.name)).toEqual(["Dua Baris", "Ayu"]);
    expect(await errorLines(done.id, person)).toHaveLength(3);
  });

  test("more tags than an organization may have is said before, and nothing is imported", async () => {
    const rows = Array.from({ length: 600 }, (_, index) => `0814${String(30_000_000 + index)},tag ${index}`);
    const { body } = await upload(`hp,tag\n${rows.join("\n")}`);
    await map(body.id, { columns: ["phone", "tag"] });
    await owner.api.post(`/imports/${body.id}/dry-run`);
    const refused = await eventually(async () => {
      const found = await read(body.id);
      return found.failure !== null && found;
    });
    expect([refused.status, refused.failure]).toEqual(["mapped", "too_many_tags"]);
  });

  test("killed between batches or in the middle of one, it goes on and counts each row once", async () => {
    const person = await app.signUpOwner("Mati");
    const rows = Array.from({ length: 45_000 }, (_, index) => `Orang ${index},0815${String(10_000_000 + index)}`);
    const { body } = await upload(`n,p\n${rows.join("\n")}`, person);
    await map(body.id, { columns: ["name", "phone"] }, person);
    await app.as(person.organizationId, (ctx) =>
      sql`update imports set status = 'importing', started_at = now(), position = 4, next_row = 2
        where organization_id = ${ctx.organizationId}`.execute(ctx.db),
    );
    const { machine } = app.app;
    const who = { organizationId: person.organizationId, actor: { kind: "system" as const, name: "test" } };
    // Each run loses its connections after another while, as a process does that is killed.
    for (const allowed of [1, 6, 14, 30]) {
      let queries = 0;
      const connect = async () => {
        const client = await machine.database.pool.connect();
        return new Proxy(client, {
          get(target, name) {
            if (name === "query" && ++queries > allowed) throw new Error("killed");
            const value = Reflect.get(target, name);
            return typeof value === "function" ? value.bind(target) : value;
          },
        });
      };
      const pool = new Proxy(machine.database.pool, {
        get: (target, name) => (name === "connect" ? connect : Reflect.get(target, name)),
      });
      const scope = tenantScope({ ...machine, database: { ...machine.database, pool } }, who);
      await expect(runImport.run(scope as never, { importId: body.id })).rejects.toThrow("killed");
    }
    const halfway = await read(body.id, person);
    expect(halfway.counts.rows % 10_000).toBe(0);
    await Promise.allSettled(
      [1, 2].map(() => runImport.run(tenantScope(machine, who) as never, { importId: body.id })),
    );
    const done = await until(body.id, "finished", person);
    expect(done.counts).toMatchObject({ rows: 45_000, created: 45_000, duplicate: 0, rejected: 0 });
    const count = await person.api.post("/contacts/count", { audience: { type: "all" } });
    expect(count.body).toEqual({ count: 45_000 });
  });

  test("somebody deleted after an opt-out comes back by an import, and is still opted out", async () => {
    const person = await app.signUpOwner("Kembali");
    const made = await person.api.post<PresentedContact>("/contacts", { name: "Tidak Mau", phone: "081234567899" });
    await person.api.post(`/contacts/${made.body.id}/opt-out`, { reason: "Telepon" });
    await person.api.delete(`/contacts/${made.body.id}`);
    expect(await people("", person)).toEqual([]);
    const done = await importFile("n,p\nDaftar Lama,081234567899\n", { columns: ["name", "phone"] }, person);
    expect(done.counts).toMatchObject({ created: 0, updated: 1 });
    const [back] = await people("", person);
    expect(back).toMatchObject({ id: made.body.id, name: "Daftar Lama", phone: "+6281234567899" });
    expect(back?.optedOutAt).not.toBeNull();
  });
});

describe("who may", () => {
  test("nobody, a viewer and a stranger are refused everywhere", async () => {
    const viewer = await addMember(app, owner, "viewer");
    const stranger = await app.signUpOwner("Asing");
    const { body } = await upload("Nama,HP\nSari,08123456789\n");
    const mapping = { columns: ["name", "phone"], consentSource: "x" };
    const calls = [
      (api: TestOwner["api"]) => api.get(`/imports/${body.id}`),
      (api: TestOwner["api"]) => api.get(`/imports/${body.id}/errors.csv`),
      (api: TestOwner["api"]) => api.put(`/imports/${body.id}/mapping`, mapping),
      (api: TestOwner["api"]) => api.post(`/imports/${body.id}/dry-run`),
      (api: TestOwner["api"]) => api.post(`/imports/${body.id}/start`),
    ];
    for (const [index, call] of calls.entries()) {
      expect((await call(app.anonymous)).status).toBe(401);
      expect((await call(viewer.api)).status).toBe(index < 2 ? 200 : 403);
      expect((await call(stranger.api)).status).toBe(404);
    }
    expect((await upload("a,b\n", viewer)).status).toBe(403);
    expect((await app.anonymous.upload("POST", "/imports", { name: "a", type: "text/csv", bytes: "a" })).status).toBe(
      401,
    );
    const listed = await stranger.api.get<{ items: unknown[] }>("/imports");
    expect(listed.body.items).toEqual([]);
    expect((await read(body.id)).status).toBe("uploaded");
  });
});
