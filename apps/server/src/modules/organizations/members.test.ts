import { afterAll, beforeAll, expect, test } from "vitest";
import { addMember, invitationToken } from "../../testing/add-member.ts";
import { createApiClient } from "../../testing/api-client.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";

let app: TestApp;
let owner: TestOwner;
let stranger: TestOwner;
beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner("Ayu Lestari");
  stranger = await app.signUpOwner("Joko Asing");
});
afterAll(() => app.stop());

interface Refusal {
  code: string;
}
interface Invitation extends Refusal {
  id: string;
}
const invite = (email: string, role = "agent", by = owner) =>
  by.api.post<Invitation>("/organization/invitations", { email, role });

test("an invited person sees what is offered, joins with the role, and appears in list, audit and checklist", async () => {
  const founder = await app.signUpOwner("Founder");
  const person = await app.signUp("Sari Baru");
  expect((await invite(person.email, "manager", founder)).status).toBe(201);
  const token = await invitationToken(app, person.email);
  const preview = await app.anonymous.get(`/invitations/${token}`);
  expect(preview.body).toMatchObject({
    organizationName: "Kopi Senandika",
    inviterName: "Founder",
    role: "manager",
    email: person.email,
    userExists: true,
  });
  expect((await app.anonymous.post(`/invitations/${token}/accept`)).status).toBe(401);
  expect((await person.api.post(`/invitations/${token}/accept`)).body).toEqual({
    organizationId: founder.organizationId,
  });
  const again = await person.api.post<Refusal>(`/invitations/${token}/accept`);
  expect([again.status, again.body.code]).toEqual([409, "invitation_accepted"]);

  const mine = await person.api.get<{ items: { id: string; role: string; permissions: string[] }[] }>("/organizations");
  expect(mine.body.items[0]).toMatchObject({ id: founder.organizationId, role: "manager" });
  expect(mine.body.items[0]?.permissions).toContain("campaigns.launch");
  expect(mine.body.items[0]?.permissions).not.toContain("members.invite");
  const members = await founder.api.get<{ items: { name: string; role: string }[] }>("/organization/members");
  expect(members.body.items.map(({ name, role }) => ({ name, role }))).toEqual([
    { name: "Founder", role: "owner" },
    { name: "Sari Baru", role: "manager" },
  ]);
  await eventually(async () => {
    const { body } = await founder.api.get<{ steps: { name: string; done: boolean }[] }>("/organization/onboarding");
    return body.steps.find((step) => step.name === "invite_team")?.done;
  });
  await eventually(async () => {
    const { body } = await founder.api.get<{ items: { action: string }[] }>("/organization/audit");
    return body.items.filter((entry) => entry.action === "member.joined").length === 2;
  });
});

test("a new organization has all of the set-up before it", async () => {
  const { body } = await stranger.api.get<{ steps: { done: boolean; at: null }[] }>("/organization/onboarding");
  expect(body.steps).toHaveLength(5);
  expect(body.steps.every((step) => !step.done && step.at === null)).toBe(true);
});

test("an invitation is for its own address, may be taken back, and lapses", async () => {
  const person = await app.signUp();
  const thief = await app.signUp();
  const { id } = (await invite(person.email)).body;
  const token = await invitationToken(app, person.email);
  const stolen = await thief.api.post<Refusal>(`/invitations/${token}/accept`);
  expect([stolen.status, stolen.body.code]).toEqual([403, "invitation_email_mismatch"]);
  expect((await invite(person.email)).body.code).toBe("already_invited");
  expect((await stranger.api.delete(`/organization/invitations/${id}`)).status).toBe(404);
  expect((await owner.api.delete(`/organization/invitations/${id}`)).status).toBe(204);
  expect((await person.api.post(`/invitations/${token}/accept`)).status).toBe(404);
  expect((await app.anonymous.get(`/invitations/${"x".repeat(43)}`)).status).toBe(404);

  await invite(person.email);
  const second = await invitationToken(app, person.email);
  app.clock.advance(8 * 24 * 60 * 60 * 1000);
  const late = await person.api.post<Refusal>(`/invitations/${second}/accept`);
  expect([late.status, late.body.code]).toEqual([409, "invitation_expired"]);
  expect((await invite(person.email)).status).toBe(201);
});

test("who belongs already is not invited, and who left may come back", async () => {
  const member = await addMember(app, owner, "viewer");
  expect((await invite(member.email)).body.code).toBe("already_member");
  expect((await owner.api.delete(`/organization/members/${member.userId}`)).status).toBe(204);
  expect((await member.api.get("/organization")).status).toBe(404);
  expect((await invite(member.email, "agent")).status).toBe(201);
  const token = await invitationToken(app, member.email);
  expect((await member.api.post(`/invitations/${token}/accept`)).status).toBe(200);
  expect((await member.api.get("/organization")).body).toMatchObject({ role: "agent" });
});

test("an organization keeps an owner, and only owners make owners", async () => {
  const lonely = await app.signUpOwner();
  const change = (by: TestOwner, userId: string, role: string) =>
    by.api.put<Refusal>(`/organization/members/${userId}`, { role });
  expect((await change(lonely, lonely.userId, "admin")).body.code).toBe("last_owner");
  expect((await lonely.api.delete<Refusal>(`/organization/members/${lonely.userId}`)).body.code).toBe("last_owner");

  const admin = await addMember(app, lonely, "admin");
  expect((await change(admin, admin.userId, "owner")).body.code).toBe("owner_only");
  expect((await change(admin, lonely.userId, "viewer")).body.code).toBe("owner_only");
  expect((await admin.api.delete<Refusal>(`/organization/members/${lonely.userId}`)).body.code).toBe("owner_only");
  expect((await invite("boss@example.com", "owner", admin)).body.code).toBe("owner_only");

  expect((await change(lonely, admin.userId, "owner")).status).toBe(200);
  const removals = await Promise.all([
    lonely.api.delete(`/organization/members/${admin.userId}`),
    admin.api.delete(`/organization/members/${lonely.userId}`),
  ]);
  expect(removals.map((one) => one.status).filter((status) => status === 204)).toHaveLength(1);
});

test("members are managed by those who may, in their own organization", async () => {
  const viewer = await addMember(app, owner, "viewer");
  expect((await viewer.api.get("/organization/members")).status).toBe(200);
  expect((await viewer.api.get("/organization/invitations")).status).toBe(403);
  expect((await viewer.api.get("/organization/audit")).status).toBe(403);
  expect((await invite("x@example.com", "agent", viewer)).status).toBe(403);
  expect((await viewer.api.put(`/organization/members/${owner.userId}`, { role: "viewer" })).status).toBe(403);
  expect((await viewer.api.delete(`/organization/members/${owner.userId}`)).status).toBe(403);
  expect((await viewer.api.put("/organization", { name: "Mine" })).status).toBe(403);
  expect((await stranger.api.put(`/organization/members/${viewer.userId}`, { role: "admin" })).status).toBe(404);
  expect((await stranger.api.delete(`/organization/members/${viewer.userId}`)).status).toBe(404);
  for (const path of ["/organization", "/organization/members", "/organizations"]) {
    expect((await app.anonymous.get(path)).status).toBe(401);
  }
});

test("everybody may leave", async () => {
  const viewer = await addMember(app, owner, "viewer");
  expect((await viewer.api.delete(`/organization/members/${viewer.userId}`)).status).toBe(204);
  expect((await viewer.api.get("/organization")).status).toBe(404);
});

test("the header chooses the organization; without it there must be only one", async () => {
  const both = await addMember(app, owner, "viewer");
  const bare = createApiClient(app.url, { Authorization: both.api.headers.Authorization ?? "" });
  expect((await bare.get("/organization")).status).toBe(200);
  await bare.post("/organizations", { name: "Kedua", zone: "Asia/Jayapura", language: "en" });
  const unsure = await bare.get<Refusal>("/organization");
  expect([unsure.status, unsure.body.code]).toEqual([422, "organization_header_missing"]);
  const foreign = createApiClient(app.url, { ...bare.headers, "X-Balas-Organization": stranger.organizationId });
  expect((await foreign.get("/organization")).status).toBe(404);
});

test("an organization's settings change field by field", async () => {
  const changed = await owner.api.put("/organization", { name: "Kopi Baru" });
  expect(changed.body).toMatchObject({ name: "Kopi Baru", zone: "Asia/Jakarta", role: "owner" });
  expect((await owner.api.put("/organization", { zone: "Nowhere" })).status).toBe(422);
  expect((await stranger.api.get("/organization")).body).toMatchObject({ name: "Kopi Senandika" });
});
