import { afterAll, beforeAll, expect, test } from "vitest";
import { addMember } from "../../testing/add-member.ts";
import { startTestApp, type TestApp } from "../../testing/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

test("an invited person joins with the role and its permissions", async () => {
  const owner = await app.signUpOwner();
  const viewer = await addMember(app, owner, "viewer");
  const listed = await owner.api.get<{ items: { userId: string; role: string }[] }>("/organization/members");
  expect(listed.status).toBe(200);
  expect(listed.body.items.map((one) => one.role).sort()).toEqual(["owner", "viewer"]);
  expect((await viewer.api.get("/organization/members")).status).toBe(200);
  expect((await viewer.api.post("/organization/invitations", { email: "x@example.com", role: "agent" })).status).toBe(
    403,
  );
});
