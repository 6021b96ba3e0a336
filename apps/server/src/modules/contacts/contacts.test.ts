import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addMember } from "../../testing/add-member.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import type { PresentedContact } from "./events.ts";
import { findOrCreateContact, readContactsForText } from "./index.ts";

let app: TestApp;
let owner: TestOwner;
let viewer: TestOwner;
let stranger: TestOwner;
beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner();
  viewer = await addMember(app, owner, "viewer");
  stranger = await app.signUpOwner("Joko Asing");
});
afterAll(() => app.stop());

type Answer = PresentedContact & { code: string; data: Record<string, unknown>; abilities: Record<string, boolean> };
interface List {
  items: PresentedContact[];
  nextCursor: string | null;
}
let numbers = 0;
const nextPhone = () => {
  numbers += 1;
  return `+62812000${10_000 + numbers}`;
};
const add = async (body: Record<string, unknown> = {}, by = owner) => {
  const made = await by.api.post<Answer>("/contacts", { name: "Sari", phone: nextPhone(), ...body });
  expect(made.status).toBe(201);
  return made.body;
};
const addTag = async (name: string) => (await owner.api.post<{ id: string }>("/tags", { name, color: "teal" })).body;
const list = async (query: string, by = owner) => (await by.api.get<List>(`/contacts?${query}`)).body;
const names = (page: List) => page.items.map((contact) => contact.name);

describe("a contact", () => {
  test("is added with number, tags and fields, and read, changed and deleted", async () => {
    const tag = await addTag("Pelanggan");
    expect((await owner.api.post("/contact-fields", { label: "Kota Asal" })).status).toBe(201);
    const made = await add({ name: " Budi ", phone: "0811-2222-333", tagIds: [tag.id], fields: { kota_asal: "Solo" } });
    expect(made).toMatchObject({
      name: "Budi",
      phone: "+628112222333",
      tags: [{ id: tag.id, name: "Pelanggan", color: "teal" }],
      fields: { kota_asal: "Solo" },
      optedOutAt: null,
    });
    const read = await owner.api.get<Answer>(`/contacts/${made.id}`);
    expect(read.body).toEqual({ ...made, abilities: { edit: true, delete: true } });
    const changed = await owner.api.put<Answer>(`/contacts/${made.id}`, {
      name: "Budi S",
      phone: "0811 2222 444",
      fields: { kota_asal: "" },
      zone: "Asia/Makassar",
    });
    expect(changed.body).toMatchObject({ name: "Budi S", phone: "+628112222444", fields: {}, zone: "Asia/Makassar" });
    // The old number is free again.
    await add({ phone: "+628112222333" });
    expect((await owner.api.delete(`/contacts/${made.id}`)).status).toBe(204);
    expect((await owner.api.get(`/contacts/${made.id}`)).status).toBe(404);
    await add({ phone: "+628112222444" });
  });

  test.each([
    [{ name: "", phone: "" }, "contact_without_name_and_phone"],
    [{ phone: "0812" }, "phone_too_short"],
    [{ phone: "abc" }, "phone_invalid"],
    [{ fields: { nothing_such: "x" } }, "unknown_contact_field"],
  ])("%j is refused: %s", async (body, code) => {
    const refused = await owner.api.post<Answer>("/contacts", { name: "X", ...body });
    expect([refused.status, refused.body.code]).toEqual([422, code]);
  });

  test("a number belongs to one person of an organization, and to another in another", async () => {
    const phone = nextPhone();
    const first = await add({ phone });
    const again = await owner.api.post<Answer>("/contacts", { name: "Lain", phone });
    expect([again.status, again.body.code]).toEqual([409, "contact_exists"]);
    expect(JSON.stringify(again.body)).toContain(first.id);
    await add({ phone }, stranger);
    const other = await add();
    const taken = await owner.api.put<Answer>(`/contacts/${other.id}`, { phone });
    expect([taken.status, taken.body.code]).toEqual([409, "contact_exists"]);
  });

  test("facts reach the screens", async () => {
    const made = await add({ name: "Fakta" });
    await owner.api.delete(`/contacts/${made.id}`);
    await eventually(async () => {
      const { rows } = await app.app.machine.database.withSystem("read facts", (db) =>
        sql<{ name: string }>`select name from events where seq is not null
          and (data->'contact'->>'id' = ${made.id} or data->>'contactId' = ${made.id}) order by seq`.execute(db),
      );
      return rows.map((row) => row.name).join() === "contact.created,contact.deleted";
    });
  });
});

describe("the list", () => {
  test("finds by part of a name, a number in any form, tag, and pages in each order without a gap", async () => {
    const person = await app.signUpOwner("Daftar");
    const tag = (await person.api.post<{ id: string }>("/tags", { name: "VIP" })).body;
    const people = [];
    for (const [name, phone] of [
      ["Ayu Lestari", "+6281311112222"],
      ["Bagus Wijaya", "+6281322223333"],
      ["ayudia", "+6281333334444"],
      ["Citra 100%", "+6281344445555"],
    ])
      people.push(await add({ name, phone }, person));
    await person.api.post(`/tags/${tag.id}/contacts`, { contactIds: [people[0]!.id, people[3]!.id] });
    const search = (query: string) => list(query, person).then(names);

    expect(await search("")).toEqual(["Citra 100%", "ayudia", "Bagus Wijaya", "Ayu Lestari"]);
    expect(await search("sort=oldest")).toEqual(["Ayu Lestari", "Bagus Wijaya", "ayudia", "Citra 100%"]);
    expect(await search("sort=name")).toEqual(["Ayu Lestari", "ayudia", "Bagus Wijaya", "Citra 100%"]);
    expect(await search("search=AYU")).toEqual(["ayudia", "Ayu Lestari"]);
    expect(await search("search=ay")).toEqual(["ayudia", "Ayu Lestari"]);
    expect(await search("search=wijaya%20bag")).toEqual(["Bagus Wijaya"]);
    expect(await search("search=0813-2222")).toEqual(["Bagus Wijaya"]);
    expect(await search("search=%2B62%20813%203333")).toEqual(["ayudia"]);
    expect(await search("search=100%25")).toEqual(["Citra 100%"]);
    expect(await search("search=%25%25%25")).toEqual([]);
    expect(await search(`tagId=${tag.id}`)).toEqual(["Citra 100%", "Ayu Lestari"]);
    expect(await search(`tagId=${tag.id}&search=lestari`)).toEqual(["Ayu Lestari"]);
    expect(await search(`tagId=${randomUUID()}`)).toEqual([]);

    for (const sort of ["newest", "oldest", "name"]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: List = await list(`sort=${sort}&limit=1${cursor ? `&cursor=${cursor}` : ""}`, person);
        seen.push(...names(page));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(await search(`sort=${sort}`));
    }
    expect((await person.api.get<Answer>("/contacts?cursor=bm9uc2Vuc2U")).body.code).toBe("invalid_cursor");
  });
});

describe("tags and fields", () => {
  test("a tag is made once, renamed, put on many, counted and removed", async () => {
    const tag = await addTag("Reseller");
    expect((await owner.api.post<Answer>("/tags", { name: "reseller" })).body.code).toBe("tag_exists");
    const people = [await add(), await add()].map((contact) => contact.id);
    const put = (path: string, contactIds: string[]) =>
      owner.api.post<{ changed: number }>(`/tags/${tag.id}/${path}`, { contactIds });
    expect((await put("contacts", [...people, randomUUID()])).body).toEqual({ changed: 2 });
    expect((await put("contacts", people)).body).toEqual({ changed: 0 });
    expect((await owner.api.put<Answer>(`/tags/${tag.id}`, { name: "Agen", color: "red" })).body.name).toBe("Agen");
    const listed = await owner.api.get<{ items: { name: string; contacts: number }[] }>("/tags");
    expect(listed.body.items.find((one) => one.name === "Agen")).toMatchObject({ color: "red", contacts: 2 });
    const count = await owner.api.post("/contacts/count", { audience: { type: "tag", tagId: tag.id } });
    expect(count.body).toEqual({ count: 2 });
    expect((await put("contacts/remove", [people[0]!])).body).toEqual({ changed: 1 });
    expect((await owner.api.delete(`/contacts/${people[1]}/tags/${tag.id}`)).status).toBe(204);
    expect((await owner.api.get<Answer>(`/contacts/${people[1]}`)).body.tags).toEqual([]);
    expect((await owner.api.post<Answer>(`/contacts/${people[1]}/tags`, { tagIds: [tag.id] })).body.tags).toHaveLength(
      1,
    );
    expect((await owner.api.delete(`/tags/${tag.id}`)).status).toBe(204);
    expect((await owner.api.get<Answer>(`/contacts/${people[1]}`)).body.tags).toEqual([]);
  });

  test("a removed field takes its values along, and its key is free again", async () => {
    const field = (await owner.api.post<{ id: string; key: string }>("/contact-fields", { label: "Ukuran Baju" })).body;
    expect(field.key).toBe("ukuran_baju");
    expect((await owner.api.post<Answer>("/contact-fields", { label: "ukuran baju" })).body.code).toBe("field_exists");
    expect((await owner.api.post<Answer>("/contact-fields", { label: "Name" })).body.code).toBe("field_key_reserved");
    const contact = await add({ fields: { ukuran_baju: "XL" } });
    expect((await owner.api.delete(`/contact-fields/${field.id}`)).status).toBe(204);
    await eventually(async () => (await owner.api.post("/contact-fields", { label: "Ukuran baju" })).status === 201);
    expect((await owner.api.get<Answer>(`/contacts/${contact.id}`)).body.fields).toEqual({});
  });
});

describe("who may", () => {
  const calls: [method: "get" | "post" | "put" | "delete", path: string, body?: unknown][] = [
    ["get", "/contacts"],
    ["post", "/contacts", { name: "X" }],
    ["post", "/contacts/count", { audience: { type: "all" } }],
    ["get", "/contacts/:contact"],
    ["put", "/contacts/:contact", { name: "X" }],
    ["delete", "/contacts/:contact"],
    ["post", "/contacts/:contact/tags", { tagIds: [":tag"] }],
    ["delete", "/contacts/:contact/tags/:tag"],
    ["get", "/tags"],
    ["post", "/tags", { name: "X" }],
    ["put", "/tags/:tag", { name: "X", color: "red" }],
    ["delete", "/tags/:tag"],
    ["post", "/tags/:tag/contacts", { contactIds: [":contact"] }],
    ["post", "/tags/:tag/contacts/remove", { contactIds: [":contact"] }],
    ["get", "/contact-fields"],
    ["post", "/contact-fields", { label: "X" }],
    ["delete", "/contact-fields/:field"],
  ];
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    ids[":contact"] = (await add({ name: "Milik sendiri" })).id;
    ids[":tag"] = (await addTag("Milik sendiri")).id;
    ids[":field"] = (await owner.api.post<{ id: string }>("/contact-fields", { label: "Milik sendiri" })).body.id;
  });
  const fill = (text: string) => text.replace(/:(contact|tag|field)\b/g, (name) => ids[name] ?? name);

  test.each(calls)(
    "%s %s: 401 for nobody, 403 for a viewer who changes, 404 for a stranger",
    async (method, path, body) => {
      const call = (by: { api: TestOwner["api"] }) =>
        by.api[method]<Answer>(fill(path), body === undefined ? undefined : JSON.parse(fill(JSON.stringify(body))));
      expect((await call({ api: app.anonymous })).status).toBe(401);
      const isRead = method === "get" || path.endsWith("/count");
      expect((await call(viewer)).status).toBe(isRead ? 200 : 403);
      if (path.includes(":")) expect((await call(stranger)).status).toBe(404);
      const untouched = await owner.api.get<Answer>(`/contacts/${ids[":contact"]}`);
      expect(untouched.body).toMatchObject({ name: "Milik sendiri", tags: [] });
    },
  );

  test("another organization's tag or import is no audience", async () => {
    for (const audience of [
      { type: "tag", tagId: ids[":tag"] },
      { type: "import", importId: randomUUID() },
    ])
      expect((await stranger.api.post("/contacts/count", { audience })).status).toBe(404);
    const refused = await stranger.api.post<Answer>("/contacts", { name: "X", tagIds: [ids[":tag"]] });
    expect([refused.status, refused.body.code]).toEqual([404, "tag_not_found"]);
  });
});

describe("findOrCreateContact", () => {
  const find = (who: { jid: string; alternative?: string; name?: string }) =>
    app.as(owner.organizationId, (ctx) => findOrCreateContact(ctx, who));
  const jidOf = (phone: string) => `${phone.slice(1)}@s.whatsapp.net`;
  const read = async (id: string) => (await owner.api.get<Answer>(`/contacts/${id}`)).body;
  let lids = 100_000;
  const nextLid = () => {
    lids += 1;
    return `${lids}@lid`;
  };

  test("makes a person once, whatever device he writes from, and fills a blank name only", async () => {
    const phone = nextPhone();
    const first = await find({ jid: jidOf(phone) });
    expect(first.isNew).toBe(true);
    expect(await find({ jid: jidOf(phone).replace("@", ":12@"), name: "Rina" })).toEqual({ ...first, isNew: false });
    await find({ jid: jidOf(phone), name: "Rina Baru" });
    expect(await read(first.contactId)).toMatchObject({ name: "Rina", phone });
  });

  test("joins the hidden id to the number as soon as both are seen", async () => {
    const [phone, lid] = [nextPhone(), nextLid()];
    const imported = await add({ phone });
    expect(await find({ jid: lid, alternative: jidOf(phone) })).toEqual({ contactId: imported.id, isNew: false });
    expect(await find({ jid: lid })).toEqual({ contactId: imported.id, isNew: false });
    const other = nextLid();
    const hidden = await find({ jid: other, name: "Tersembunyi" });
    expect(await read(hidden.contactId)).toMatchObject({ phone: null });
    const number = nextPhone();
    expect(await find({ jid: other, alternative: jidOf(number) })).toEqual({ ...hidden, isNew: false });
    expect(await read(hidden.contactId)).toMatchObject({ phone: number, name: "Tersembunyi" });
  });

  test("two contacts that turn out to be one person become one, and the old id leads to him", async () => {
    const [phone, lid] = [nextPhone(), nextLid()];
    const tag = await addTag("Tersembunyi");
    const hidden = await find({ jid: lid, name: "Nama WhatsApp" });
    await owner.api.post(`/contacts/${hidden.contactId}/tags`, { tagIds: [tag.id] });
    const imported = await add({ phone, name: "" });
    expect(await find({ jid: lid, alternative: jidOf(phone) })).toEqual({ contactId: imported.id, isNew: false });
    expect(await read(imported.id)).toMatchObject({ name: "Nama WhatsApp", phone, tags: [{ id: tag.id }] });
    expect((await read(hidden.contactId)).id).toBe(imported.id);
    const texts = await app.as(owner.organizationId, (ctx) => readContactsForText(ctx, [hidden.contactId]));
    expect(texts.get(hidden.contactId)).toEqual({ name: "Nama WhatsApp", phone, fields: {} });
    expect((await list(`tagId=${tag.id}`)).items.map((contact) => contact.id)).toEqual([imported.id]);
  });

  test("a hidden id that moves to another number moves without merging two people", async () => {
    const [one, other, lid] = [nextPhone(), nextPhone(), nextLid()];
    const first = await find({ jid: jidOf(one), alternative: lid });
    const second = await add({ phone: other });
    expect((await find({ jid: lid, alternative: jidOf(other) })).contactId).toBe(second.id);
    expect((await find({ jid: jidOf(one) })).contactId).toBe(first.contactId);
  });

  test("twenty at the same moment make one person", async () => {
    const [phone, lid] = [nextPhone(), nextLid()];
    const found = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        find(index % 2 ? { jid: lid, alternative: jidOf(phone) } : { jid: jidOf(phone), alternative: lid }),
      ),
    );
    expect(new Set(found.map((one) => one.contactId)).size).toBe(1);
    expect(found.filter((one) => one.isNew)).toHaveLength(1);
  });

  test("a foreign number tells its time zone when its country has one", async () => {
    const { contactId } = await find({ jid: "6591234567@s.whatsapp.net" });
    expect(await read(contactId)).toMatchObject({ zone: "Asia/Singapore" });
  });
});
