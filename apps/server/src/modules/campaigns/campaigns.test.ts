import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addMember } from "../../testing/add-member.ts";
import { RealtimeClient } from "../../testing/realtime-client.ts";
import { addSendingNumber, type SendingNumber } from "../../testing/sending-number.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import { createContact } from "../contacts/index.ts";

// Nine in the morning in Jakarta: outside of the quiet hours.
const morning = new Date("2026-11-23T02:00:00Z");
let app: TestApp;
let owner: TestOwner;
let number: SendingNumber;
let phones = 81_200_000_000;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set(morning);
  owner = await app.signUpOwner();
  number = await addSendingNumber(app, owner);
});

interface Shown {
  id: string;
  status: string;
  statusReason: string | null;
  audienceSize: number;
  counts: Record<string, number>;
  abilities: Record<string, boolean>;
  reasons: Record<string, { reason: string; count: number }[]>;
  variants: { variant: number; text: string; counts: Record<string, number> }[];
  nextWakeAt: string | null;
}

interface Person {
  id: string;
  jid: string;
}

const addPeople = (count: number, more: { zone?: string; name?: string; tagIds?: string[] } = {}): Promise<Person[]> =>
  app.as(owner.organizationId, async (ctx) => {
    const people: Person[] = [];
    for (let index = 0; index < count; index += 1) {
      phones += 1;
      const { id } = await createContact(ctx, {
        name: more.name ?? `Ratna ${index}`,
        phone: `+62${phones}`,
        country: "ID",
        fields: {},
        tagIds: more.tagIds ?? [],
        ...(more.zone ? { zone: more.zone } : {}),
      } as Parameters<typeof createContact>[1]);
      people.push({ id, jid: `62${phones}@s.whatsapp.net` });
    }
    return people;
  });

async function draft(more: object = {}): Promise<string> {
  const made = await owner.api.post<{ id: string }>("/campaigns", {
    name: "Promo",
    audience: { type: "all" },
    sessionId: number.id,
    text: "Halo {{name|Kak}}. Balas STOP untuk berhenti.",
    ...more,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}

async function launched(more: object = {}): Promise<string> {
  const id = await draft(more);
  const answer = await owner.api.post(`/campaigns/${id}/launch`, {});
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return id;
}

async function read(id: string): Promise<Shown> {
  const { body } = await owner.api.get<Shown>(`/campaigns/${id}`);
  const sum = Object.values(body.counts ?? {}).reduce((all, count) => all + count, 0);
  if (body.counts) expect(sum).toBe(body.audienceSize);
  return body;
}

const until = (id: string, isSo: (campaign: Shown) => boolean) =>
  eventually(async () => {
    const campaign = await read(id);
    return isSo(campaign) ? campaign : undefined;
  });

/** Works as the gateway until nobody waits any more. */
async function sendAll(id: string): Promise<string[]> {
  const texts: string[] = [];
  await eventually(async () => {
    texts.push(...(await number.sendDue()).map((message) => message.outgoing.content.text));
    const { counts, status } = await read(id);
    return status !== "sending" || counts.pending === 0 ? counts.queued === 0 : false;
  }, 20_000);
  return texts;
}

describe("a campaign from draft to report", () => {
  test("everybody gets the own text once, and the counts follow what happens", async () => {
    await addPeople(3, { name: "Ratna" });
    const id = await launched({ text: "{Halo|Hai} {{first_name|Kak}}, STOP untuk berhenti" });
    expect((await read(id)).status).toBe("sending");
    const taken = await eventually(async () => {
      const messages = await number.sendDue();
      return messages.length > 0 ? messages : undefined;
    });
    expect(taken).toHaveLength(3);
    for (const { outgoing } of taken) expect(outgoing.content.text).toMatch(/^(Halo|Hai) Ratna, STOP/);
    await until(id, ({ counts }) => counts.sent === 3);
    await number.receipt(taken.slice(0, 2), "delivered");
    await number.receipt(taken.slice(0, 1), "read");
    const done = await until(id, ({ counts, status }) => status === "completed" && counts.read === 1);
    expect(done.counts).toMatchObject({ read: 1, delivered: 1, sent: 1, pending: 0, queued: 0 });
    expect(done.variants.reduce((sum, variant) => sum + variant.counts.read! + variant.counts.sent!, 0)).toBe(2);
    expect(done.variants.map((variant) => variant.text).join()).toContain("{{first_name}}");
    const people = await owner.api.get<{ items: { status: string }[] }>(`/campaigns/${id}/recipients?status=read`);
    expect(people.body.items).toHaveLength(1);
  });

  test("who opted out or has no number is skipped with the reason, before and after the launch", async () => {
    const people = await addPeople(4);
    await number.receive(people[0]!.jid, "STOP");
    await app.as(owner.organizationId, (ctx) =>
      createContact(ctx, { name: "Tanpa nomor", country: "ID", fields: {}, tagIds: [] } as never),
    );
    const id = await draft();
    const check = await owner.api.post<{ audience: { receive: number; total: number } }>(`/campaigns/${id}/check`);
    expect(check.body.audience).toMatchObject({ total: 5, receive: 3 });
    await owner.api.post(`/campaigns/${id}/launch`, { expectedRecipients: 3 });
    await until(id, ({ counts }) => counts.queued === 3);
    await number.receive(people[1]!.jid, "berhenti");
    await until(id, ({ counts }) => counts.skipped === 3);
    expect(await sendAll(id)).toHaveLength(2);
    const report = await until(id, ({ status }) => status === "completed");
    expect(report.reasons.skipped).toEqual([
      { reason: "opted_out", count: 2 },
      { reason: "no_whatsapp_number", count: 1 },
    ]);
  });

  test("a message that WhatsApp refuses is failed with the reason", async () => {
    await addPeople(2);
    const id = await launched();
    const taken = await eventually(async () => {
      const messages = await number.takeDue();
      return messages.length === 2 ? messages : undefined;
    });
    await number.refuse(taken, "not_on_whatsapp");
    const report = await until(id, ({ status }) => status === "completed");
    expect(report.counts.failed).toBe(2);
    expect(report.reasons.failed).toEqual([{ reason: "not_on_whatsapp", count: 2 }]);
  });

  test("a number that was logged out pauses the campaign, and nobody waits in its queue", async () => {
    await addPeople(3);
    const id = await launched();
    await until(id, ({ counts }) => counts.queued === 3);
    await app.app.machine.database.withSystem("the phone unlinked the device", (db) =>
      sql`update sessions set status = 'logged_out' where id = ${number.id}`.execute(db),
    );
    const paused = await until(id, ({ status, counts }) => status === "paused" && counts.pending === 3);
    expect(paused.statusReason).toBe("session_not_paired");
    expect((await owner.api.post(`/campaigns/${id}/resume`, {})).status).toBe(422);
    number = await addSendingNumber(app, owner);
  });

  test("a deleted number pauses the campaign, and another one goes on with who is left", async () => {
    await addPeople(3);
    const id = await launched();
    await until(id, ({ counts }) => counts.queued === 3);
    const [first] = await number.sendDue(1);
    await until(id, ({ counts }) => counts.sent === 1);
    expect((await owner.api.delete(`/sessions/${number.id}`)).status).toBeLessThan(300);
    const paused = await until(id, ({ status, counts }) => status === "paused" && counts.pending === 2);
    expect(paused.statusReason).toBe("session_deleted");
    number = await addSendingNumber(app, owner);
    expect((await owner.api.post(`/campaigns/${id}/resume`, {})).status).toBe(422);
    expect((await owner.api.post(`/campaigns/${id}/resume`, { sessionId: number.id })).status).toBe(200);
    const others = await sendAll(id);
    expect(others).toHaveLength(2);
    expect(first).toBeDefined();
    expect((await until(id, ({ status }) => status === "completed")).counts.sent).toBe(3);
  });
});

test("the screens are told of each change, and the last counts they get are those one reads", async () => {
  await addPeople(3);
  const screen = new RealtimeClient(app.url, owner);
  await screen.connect();
  const id = await launched();
  await sendAll(id);
  await eventually(() => screen.facts.some(({ name }) => name === "campaign.completed"));
  const of = (name: string) => screen.facts.filter((fact) => fact.name === name).map((fact) => fact.data);
  expect(of("campaign.launched")).toEqual([expect.objectContaining({ campaignId: id, status: "sending" })]);
  await eventually(async () => {
    const last = of("campaign.progressed").at(-1) as { counts: Record<string, number> } | undefined;
    const counts = (await read(id)).counts;
    return Object.entries(counts).every(([status, count]) => last?.counts[status] === count);
  });
  screen.cut();
});

describe("launching", () => {
  test("of two who launch at once, one wins", async () => {
    await addPeople(2);
    const id = await draft();
    const answers = await Promise.all([
      owner.api.post<{ code: string }>(`/campaigns/${id}/launch`, {}),
      owner.api.post<{ code: string }>(`/campaigns/${id}/launch`, {}),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body.code).toBe("campaign_not_draft");
    expect((await read(id)).audienceSize).toBe(2);
    expect(await sendAll(id)).toHaveLength(2);
  });

  test.each([
    ["an unknown variable", { text: "Halo {{kota}}" }, "unknown_variable"],
    ["a brace without a partner", { text: "Halo {Ratna" }, "unbalanced_braces"],
    ["no text", { text: " " }, "empty_text"],
    ["no audience", { audience: null }, "no_audience"],
    ["no number", { sessionId: null }, "no_session"],
  ])("%s is refused, and nothing is launched", async (_name, change, code) => {
    await addPeople(1);
    const id = await draft(change);
    const answer = await owner.api.post<{ code: string; data: { problems: { code: string }[] } }>(
      `/campaigns/${id}/launch`,
      {},
    );
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe("campaign_has_problems");
    expect(answer.body.data.problems.map((problem) => problem.code)).toContain(code);
    expect((await read(id)).status).toBe("draft");
  });

  test("to nobody is refused", async () => {
    const id = await draft();
    const answer = await owner.api.post<{ data: { problems: { code: string }[] } }>(`/campaigns/${id}/launch`, {});
    expect(answer.status).toBe(422);
    expect(answer.body.data.problems[0]?.code).toBe("nobody_receives");
  });

  test("an audience that changed since the review is refused", async () => {
    await addPeople(2);
    const id = await draft();
    const answer = await owner.api.post<{ code: string; data: object }>(`/campaigns/${id}/launch`, {
      expectedRecipients: 5,
    });
    expect([answer.status, answer.body.code, answer.body.data]).toEqual([
      409,
      "audience_changed",
      { expected: 5, actual: 2 },
    ]);
    expect((await read(id)).status).toBe("draft");
  });
});

describe("pause, resume and stop", () => {
  test("a pause takes back what waits, and a resume sends each of them once", async () => {
    await addPeople(5);
    const id = await launched();
    await until(id, ({ counts }) => counts.queued === 5);
    await number.sendDue(2);
    await until(id, ({ counts }) => counts.sent === 2);
    expect((await owner.api.post(`/campaigns/${id}/pause`)).status).toBe(200);
    expect((await owner.api.post(`/campaigns/${id}/pause`)).status).toBe(409);
    expect((await read(id)).counts).toMatchObject({ pending: 3, queued: 0, sent: 2 });
    expect(await number.sendDue()).toHaveLength(0);
    expect((await owner.api.post(`/campaigns/${id}/resume`, {})).status).toBe(200);
    expect(await sendAll(id)).toHaveLength(3);
    expect((await until(id, ({ status }) => status === "completed")).counts.sent).toBe(5);
  });

  test("a stop skips who was not written to; what is on its way still counts", async () => {
    await addPeople(5);
    const id = await launched();
    await until(id, ({ counts }) => counts.queued === 5);
    const taken = await number.takeDue(1);
    expect((await owner.api.post(`/campaigns/${id}/stop`)).status).toBe(200);
    const stopped = await read(id);
    expect(stopped).toMatchObject({ status: "stopped", counts: { skipped: 4, queued: 1 } });
    expect(stopped.reasons.skipped).toEqual([{ reason: "stopped", count: 4 }]);
    await number.receipt(taken, "read");
    await until(id, ({ counts }) => counts.read === 1);
    for (const command of ["pause", "resume", "stop"])
      expect((await owner.api.post(`/campaigns/${id}/${command}`, {})).status).toBe(409);
  });

  test("in quiet hours nobody is written to; each zone wakes by its own clock", async () => {
    app.clock.set(new Date("2026-11-23T11:30:00Z")); // 18:30 in Jakarta, 20:30 in Jayapura
    await addPeople(2, { zone: "Asia/Jakarta" });
    await addPeople(3, { zone: "Asia/Jayapura" });
    const id = await launched();
    await until(id, ({ counts }) => counts.queued === 2 && counts.pending === 3);
    await number.sendDue(1);
    app.clock.set(new Date("2026-11-23T16:00:00Z")); // night everywhere: what waited too long is not sent
    expect(await number.sendDue()).toHaveLength(0);
    const night = await until(id, ({ counts }) => counts.pending === 4);
    expect(night.nextWakeAt).toBe("2026-11-23T23:00:00.000Z");
    app.clock.set(new Date("2026-11-23T23:00:01Z"));
    await until(id, ({ counts }) => counts.queued === 3 && counts.pending === 1);
    expect(await number.sendDue()).toHaveLength(3);
    app.clock.set(new Date("2026-11-24T01:00:01Z"));
    expect(await sendAll(id)).toHaveLength(1);
    expect((await until(id, ({ status }) => status === "completed")).counts.sent).toBe(5);
  });
});

describe("drafts", () => {
  test("each step saves its part; a launched campaign is no draft any more", async () => {
    await addPeople(1);
    const id = await draft({ text: "" });
    const saved = await owner.api.put<Record<string, unknown>>(`/campaigns/${id}`, {
      text: "Halo, STOP",
      quietHours: { from: "21:30", to: "07:00" },
      speed: "careful",
      step: "limits",
    });
    expect(saved.body).toMatchObject({
      text: "Halo, STOP",
      quietHours: { from: "21:30", to: "07:00" },
      speed: "careful",
      step: "limits",
      name: "Promo",
    });
    await owner.api.post(`/campaigns/${id}/launch`, {});
    expect((await owner.api.put(`/campaigns/${id}`, { name: "Lain" })).status).toBe(409);
    expect((await owner.api.delete(`/campaigns/${id}`)).status).toBe(409);
    const other = await draft();
    expect((await owner.api.delete(`/campaigns/${other}`)).status).toBe(204);
    expect((await owner.api.get(`/campaigns/${other}`)).status).toBe(404);
  });

  test("a preview shows real people what they would get", async () => {
    await addPeople(2, { name: "Ratna Wijayanti" });
    const id = await draft();
    const preview = await owner.api.post<{ people: { text: string; missing: string[] }[]; variables: string[] }>(
      `/campaigns/${id}/preview`,
      { text: "Hai {{first_name}} {{kota}}", limit: 1 },
    );
    expect(preview.body.people).toHaveLength(1);
    expect(preview.body.people[0]).toMatchObject({ text: "Hai Ratna ", missing: ["kota"] });
    expect(preview.body.variables).toContain("first_name");
  });

  test("a test goes to a number of one's own, as a real message", async () => {
    await addPeople(1, { name: "Ratna" });
    const id = await draft();
    const sent = await owner.api.post<{ phone: string }>(`/campaigns/${id}/test`, { phone: "0812 9999 0000" });
    expect([sent.status, sent.body.phone]).toEqual([202, "+6281299990000"]);
    const [message] = await number.sendDue();
    expect(message?.outgoing).toMatchObject({ to: "6281299990000@s.whatsapp.net", content: { text: /^Halo Ratna/ } });
    expect((await owner.api.post(`/campaigns/${id}/test`, { phone: "nomor" })).status).toBe(422);
  });

  test("a check says what is wrong, who is left out and when it is done", async () => {
    await addPeople(2, { name: "Ratna" });
    const id = await draft({ text: "Halo {{first_name}}" });
    const { body } = await owner.api.post<{
      problems: { code: string; severity: string }[];
      plan: { finishAt: string; hours: { count: number }[] };
    }>(`/campaigns/${id}/check`);
    expect(body.problems.map((problem) => problem.code).sort()).toEqual(["no_stop_hint", "not_tested"]);
    expect(body.plan.hours.reduce((sum, hour) => sum + hour.count, 0)).toBe(2);
  });

  test("another organization's tag, import or number is as if it did not exist", async () => {
    const stranger = await app.signUpOwner();
    const theirs = await addSendingNumber(app, stranger);
    const tag = await stranger.api.post<{ id: string }>("/tags", { name: "Rahasia", color: "teal" });
    const id = await draft();
    for (const change of [
      { audience: { type: "tag", tagId: tag.body.id ?? randomUUID() } },
      { audience: { type: "import", importId: randomUUID() } },
      { sessionId: theirs.id },
    ]) {
      expect((await owner.api.put(`/campaigns/${id}`, change)).status).toBe(404);
      expect((await owner.api.post("/campaigns", { name: "X", ...change })).status).toBe(404);
    }
    for (const path of [`/campaigns/${id}`, `/campaigns/${id}/progress`, `/campaigns/${id}/recipients`])
      expect((await stranger.api.get(path)).status).toBe(404);
  });

  test("a viewer looks and changes nothing; a stranger without sign-in sees nothing", async () => {
    await addPeople(1);
    const id = await draft();
    const viewer = await addMember(app, owner, "viewer");
    expect((await viewer.api.get(`/campaigns/${id}`)).status).toBe(200);
    const seen = await viewer.api.get<Shown>(`/campaigns/${id}`);
    expect(Object.values(seen.body.abilities)).not.toContain(true);
    expect((await viewer.api.post("/campaigns", { name: "X" })).status).toBe(403);
    expect((await viewer.api.put(`/campaigns/${id}`, { name: "X" })).status).toBe(403);
    for (const command of ["launch", "pause", "resume", "stop", "test"])
      expect((await viewer.api.post(`/campaigns/${id}/${command}`, {})).status).toBe(403);
    expect((await app.anonymous.get(`/campaigns/${id}`)).status).toBe(401);
    expect((await app.anonymous.get("/campaigns")).status).toBe(401);
  });
});
