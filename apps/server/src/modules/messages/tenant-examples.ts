import { addSession } from "../../testing/add-session.ts";
import type { TenantExamples } from "../../testing/tenant-example.ts";
import type { TestApp, TestOwner } from "../../testing/test-app.ts";
import { createMessagePort, sendMessage } from "./index.ts";

interface Fixture {
  test: TestApp;
  owner: TestOwner;
}

let phones = 6281700000000;

async function queued({ test, owner }: Fixture) {
  const session = await addSession(test, owner.organizationId);
  phones += 1;
  const message = await test.as(owner.organizationId, (ctx) =>
    sendMessage(ctx, {
      sessionId: session.sessionId,
      to: { phone: `+${phones}` },
      text: "Halo",
      priority: 0,
      purpose: "reply",
    }),
  );
  return { session, message };
}

export const tenantExamples: TenantExamples = {
  "POST /sessions/:id/send-text": async ({ test, owner }) => {
    const { sessionId } = await addSession(test, owner.organizationId);
    return { params: { id: sessionId }, body: { to: "+6281700999999", text: "Halo" } };
  },
  "GET /sessions/:id/messages": async (fixture) => {
    const { session } = await queued(fixture);
    return { params: { id: session.sessionId } };
  },
  "GET /sessions/:id/messages/:messageId": async (fixture) => {
    const { session, message } = await queued(fixture);
    return { params: { id: session.sessionId, messageId: message.id } };
  },
  "GET /chats/:id/messages": async (fixture) => {
    const { message } = await queued(fixture);
    return { params: { id: message.chatId } };
  },
  "POST /messages/:id/retry": async (fixture) => {
    const { session, message } = await queued(fixture);
    const port = createMessagePort(fixture.test.app.machine);
    const [claimed] = await port.next(session, { limit: 1, lanes: ["reply", "other"] });
    await port.failed(session, [{ waId: claimed?.outgoing.waId ?? "", code: "refused", isFinal: true }]);
    return { params: { id: message.id } };
  },
  "POST /messages/:id/cancel": async (fixture) => {
    const { message } = await queued(fixture);
    return { params: { id: message.id } };
  },
};
