import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addMember } from "../../testing/add-member.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import { findOrCreateContact } from "../contacts/index.ts";
import { maySend, noteInbound, optedOutSource, readWish } from "./index.ts";
import { onContactDeleted } from "./on-contact-deleted.ts";
import { onContactMerged } from "./on-contact-merged.ts";
import type { Consent } from "./read-consent.ts";

let app: TestApp;
let owner: TestOwner;
beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner();
});
afterAll(() => app.stop());

let numbers = 0;
const add = async (by = owner) => {
  numbers += 1;
  const made = await by.api.post<{ id: string }>("/contacts", { name: "Sari", phone: `+62812000${20_000 + numbers}` });
  return made.body.id;
};
const write = (contactId: string, text: string) =>
  app.as(owner.organizationId, (ctx) =>
    noteInbound(ctx, { contactId, text, at: ctx.now(), messageId: "01990000-0000-7000-8000-000000000001" }),
  );
const verdict = (contactId: string, purpose: "reply" | "broadcast" | "automation") =>
  app.as(owner.organizationId, (ctx) => maySend(ctx, { contactId, purpose }));
const optedOut = () =>
  app.as(owner.organizationId, async (ctx) => {
    const { rows } = await sql<{ contact_id: string }>`${optedOutSource(ctx)}`.execute(ctx.db);
    return rows.map((row) => row.contact_id);
  });
const consent = async (id: string, by = owner) => (await by.api.get<Consent>(`/contacts/${id}/consent`)).body;

describe("a wish is read from a whole message only", () => {
  test.each([
    "STOP",
    "stop.",
    " Stop!! 🙏",
    "BERHENTI",
    "Berhenti ya",
    "tolong berhenti",
    "UNSUBSCRIBE",
    "opt-out",
    "jangan kirim lagi",
    "ＳＴＯＰ",
  ])("%s means stop", (text) => expect(readWish(text)).toBe("stop"));
  test.each(["START", "mulai", "Subscribe!", "unstop"])("%s means start", (text) =>
    expect(readWish(text)).toBe("start"),
  );
  test.each([
    "",
    "!",
    "please don't stop",
    "Kapan promo berhenti?",
    "stop kontak ada?",
    "jangan berhenti",
    "bus stop",
    "x".repeat(100),
  ])("%s means nothing", (text) => expect(readWish(text)).toBeUndefined());
});

describe("STOP", () => {
  test("keeps broadcasts and automation away, lets a member answer, and START takes it back", async () => {
    const id = await add();
    expect(await write(id, "Halo kak")).toEqual({ optedOut: false });
    expect(await write(id, "STOP")).toEqual({ optedOut: true });
    expect(await write(id, "stop")).toEqual({ optedOut: true });
    expect(await verdict(id, "broadcast")).toEqual({ allowed: false, reason: "opted_out" });
    expect(await verdict(id, "automation")).toEqual({ allowed: false, reason: "opted_out" });
    expect(await verdict(id, "reply")).toEqual({ allowed: true });
    expect((await optedOut()).filter((one) => one === id)).toHaveLength(1);
    expect((await owner.api.get<{ optedOutAt: string | null }>(`/contacts/${id}`)).body.optedOutAt).not.toBeNull();
    await write(id, "Mulai");
    expect(await verdict(id, "broadcast")).toEqual({ allowed: true });
    expect(await optedOut()).not.toContain(id);
    const { status, history } = await consent(id);
    expect(status).toBe("may_be_written_to");
    expect(
      history.map(({ type, source, reason, messageId }) => [type, source, reason, messageId?.slice(0, 4)]),
    ).toEqual([
      ["opted_in", "message", "Mulai", "0199"],
      ["opted_out", "message", "STOP", "0199"],
    ]);
  });

  test("a member records and withdraws it, with his name and note", async () => {
    const id = await add();
    const out = await owner.api.post<Consent>(`/contacts/${id}/opt-out`, { reason: "Menelepon toko" });
    expect(out.body).toMatchObject({
      status: "opted_out",
      history: [{ type: "opted_out", source: "member", reason: "Menelepon toko", by: owner.userId }],
    });
    expect((await owner.api.post<Consent>(`/contacts/${id}/opt-out`, {})).body.history).toHaveLength(1);
    const back = await owner.api.post<Consent>(`/contacts/${id}/opt-in`, { reason: "Minta lagi" });
    expect(back.body).toMatchObject({ status: "may_be_written_to", optedOutAt: null });
    expect(back.body.history).toHaveLength(2);
  });

  test("consent given with an import stands in the list", async () => {
    const file = { name: "a.csv", type: "text/csv", bytes: "n,p\nDari Berkas,081277778888\n" };
    const { body } = await owner.api.upload<{ id: string }>("POST", "/imports", file);
    await owner.api.put(`/imports/${body.id}/mapping`, { columns: ["name", "phone"], consentSource: "Formulir bazar" });
    await owner.api.post(`/imports/${body.id}/start`);
    const person = await eventually(async () => {
      const found = await owner.api.get<{ items: { id: string }[] }>("/contacts?search=081277778888");
      return found.body.items[0];
    });
    expect((await consent(person.id)).history).toMatchObject([
      { type: "consent", source: "import", reason: "Formulir bazar", importId: body.id, by: owner.userId },
    ]);
  });
});

describe("an opt-out follows the person", () => {
  test("when two contacts become one, run twice", async () => {
    const { contactId } = await app.as(owner.organizationId, (ctx) => findOrCreateContact(ctx, { jid: "777001@lid" }));
    await write(contactId, "STOP");
    const jid = "6281299990001@s.whatsapp.net";
    const kept = await app.as(owner.organizationId, (ctx) => findOrCreateContact(ctx, { jid }));
    await app.as(owner.organizationId, (ctx) => findOrCreateContact(ctx, { jid, alternative: "777001@lid" }));
    await eventually(async () => (await optedOut()).includes(kept.contactId));
    const fact = { contactId: kept.contactId, mergedContactId: contactId };
    for (let time = 0; time < 2; time += 1)
      await app.as(owner.organizationId, (ctx) => onContactMerged.run(ctx, fact as never, { id: 1, seq: 1 }));
    expect(await verdict(kept.contactId, "broadcast")).toEqual({ allowed: false, reason: "opted_out" });
    expect(await optedOut()).not.toContain(contactId);
    expect((await consent(kept.contactId)).status).toBe("opted_out");
  });

  test("and goes with him when he is erased without one, run twice", async () => {
    const id = await add();
    await write(id, "STOP");
    await write(id, "START");
    await owner.api.delete(`/contacts/${id}`);
    for (let time = 0; time < 2; time += 1)
      await app.as(owner.organizationId, (ctx) =>
        onContactDeleted.run(ctx, { contactId: id, isErased: true } as never, { id: 1, seq: 1 }),
      );
    const { rows } = await app.as(owner.organizationId, (ctx) =>
      sql`select from opt_outs where contact_id = ${id}`.execute(ctx.db),
    );
    expect(rows).toEqual([]);
  });
});

test("nobody, a viewer who records, and a stranger are refused", async () => {
  const id = await add();
  const viewer = await addMember(app, owner, "viewer");
  const stranger = await app.signUpOwner("Asing");
  for (const path of ["opt-out", "opt-in"]) {
    expect((await app.anonymous.post(`/contacts/${id}/${path}`, {})).status).toBe(401);
    expect((await viewer.api.post(`/contacts/${id}/${path}`, {})).status).toBe(403);
    expect((await stranger.api.post(`/contacts/${id}/${path}`, {})).status).toBe(404);
  }
  expect((await app.anonymous.get(`/contacts/${id}/consent`)).status).toBe(401);
  expect((await viewer.api.get(`/contacts/${id}/consent`)).status).toBe(200);
  expect((await stranger.api.get(`/contacts/${id}/consent`)).status).toBe(404);
});
