import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "../../kernel/context.ts";
import { startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import { auditListeners } from "./audit-listeners.ts";
import { memberJoined } from "./events.ts";
import { onboardingListeners } from "./onboarding-listeners.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ settings: { BALAS_ROLES: "api" } });
});
afterAll(() => app.stop());

const at = new Date().toISOString();
const message = { messageId: randomUUID(), chatId: randomUUID(), sessionId: randomUUID(), at };
const joined = { userId: randomUUID(), name: "Sari", email: "sari@example.com", role: "agent", by: randomUUID() };
const imported = { importId: randomUUID(), progress: 1 };
const counts = { rows: 1, created: 1, updated: 0, unchanged: 0, duplicate: 0, rejected: 0 };

// By listener: what ticks a step off, and what must not.
const cases = [
  ["organizations.note-number", "connect_number", { status: "online" }, { status: "pairing" }],
  [
    "organizations.note-test",
    "send_test",
    { ...message, status: "sent", origin: { type: "test" } },
    { ...message, status: "sent", origin: { type: "campaign" } },
  ],
  [
    "organizations.note-import",
    "import_contacts",
    { ...imported, status: "finished", counts },
    { ...imported, status: "finished", counts: { ...counts, created: 0, rejected: 1 } },
  ],
  ["organizations.note-team", "invite_team", joined, { ...joined, role: "owner", by: joined.userId }],
  ["organizations.note-campaign", "launch_campaign", { name: "Promo" }, undefined],
] as const;

async function stepsOf(owner: TestOwner) {
  const { body } = await owner.api.get<{ steps: { name: string; done: boolean; at: string | null }[] }>(
    "/organization/onboarding",
  );
  return body.steps;
}

test.each(cases)("%s ticks off %s, once", async (name, step, fact, another) => {
  const owner = await app.signUpOwner();
  const listener = onboardingListeners.find((one) => one.name === name);
  if (!listener) throw new Error(`no ${name}`);
  const hear = (data: object) => (ctx: Ctx) => listener.run(ctx, data as never, { id: 1, seq: 1 });
  if (another) expect(listener.when?.(another as never)).toBe(false);
  expect(listener.when?.(fact as never) ?? true).toBe(true);

  await app.as(owner.organizationId, hear(fact));
  const first = await stepsOf(owner);
  expect(first.filter((one) => one.done).map((one) => one.name)).toEqual([step]);
  app.clock.advance(60_000);
  await app.as(owner.organizationId, hear(fact));
  expect(await stepsOf(owner)).toEqual(first);
});

test("a fact heard twice is audited once", async () => {
  const owner = await app.signUpOwner();
  const listener = auditListeners.find((one) => one.fact.name === memberJoined.name);
  for (const _ of [1, 2]) {
    await app.as(owner.organizationId, async (ctx) => listener?.run(ctx, joined as never, { id: 7, seq: 7 }));
  }
  const { body } = await owner.api.get<{ items: { action: string; data: object; by: unknown }[] }>(
    "/organization/audit",
  );
  expect(body.items).toHaveLength(1);
  expect(body.items[0]).toMatchObject({ action: "member.joined", data: { name: "Sari", role: "agent" } });
});
