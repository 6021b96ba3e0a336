import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { TestApp } from "./test-app.ts";

/** Adds a number that no gateway hosts: the test itself is its host, through the message port. */
export async function addSession(
  test: TestApp,
  organizationId: string,
): Promise<{ organizationId: string; sessionId: string; fence: number }> {
  const sessionId = randomUUID();
  await test.as(organizationId, (ctx) =>
    sql`insert into sessions (organization_id, id, name, network, status_at, color, created_at)
      values (${organizationId}, ${sessionId}, 'Pusat', 'sandbox', ${ctx.now()}, 1, ${ctx.now()})`.execute(ctx.db),
  );
  return { organizationId, sessionId, fence: 1 };
}
