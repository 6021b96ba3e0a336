import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addSession } from "../../testing/add-session.ts";
import { RealtimeClient } from "../../testing/realtime-client.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import type { PresentedMessage } from "../messages/events.ts";
import { createMessagePort } from "../messages/index.ts";
import { type MessagePort, newMessageId, type SessionRef } from "../sessions/index.ts";
import type { PresentedConversation } from "./events.ts";

let app: TestApp;
let owner: TestOwner;
let port: MessagePort;
let session: SessionRef;

beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner();
  port = createMessagePort(app.app.machine);
  session = await addSession(app, owner.organizationId);
});
afterAll(() => app.stop());

async function fetchAll(): Promise<{
  conversations: Map<string, PresentedConversation>;
  messages: Map<string, PresentedMessage>;
}> {
  const conversations = new Map<string, PresentedConversation>();
  for (const view of ["open", "closed"]) {
    const { body } = await owner.api.get<{ items: PresentedConversation[] }>(`/conversations?limit=200&view=${view}`);
    for (const one of body.items) conversations.set(one.id, one);
  }
  const { body } = await owner.api.get<{ items: PresentedMessage[] }>(
    `/sessions/${session.sessionId}/messages?limit=200`,
  );
  return { conversations, messages: new Map(body.items.map((message) => [message.id, message])) };
}

test("what a screen held plus the facts it got is what a fresh screen fetches", async () => {
  const people = ["628140000001", "628140000002", "628140000003"].map((phone) => `${phone}@s.whatsapp.net`);
  const write = (chat: string, text: string, fromMe = false) =>
    port.receive(session, [
      {
        waId: newMessageId(),
        chat,
        sender: chat,
        fromMe,
        at: app.clock.now(),
        isBacklog: false,
        content: { type: "text", text },
      },
    ]);
  await write(people[0] as string, "before the screen was opened");
  await eventually(async () => (await fetchAll()).conversations.size === 1);

  const screen = new RealtimeClient(app.url, owner);
  await screen.connect();
  const held = await fetchAll();

  for (const [index, chat] of people.entries()) {
    await write(chat, `hello ${index}`);
    await write(chat, `hello again ${index}`);
  }
  const all = await eventually(async () => {
    const { conversations } = await fetchAll();
    const unread = [...conversations.values()].reduce((sum, one) => sum + one.unreadCount, 0);
    return unread === 7 && [...conversations.values()];
  });
  const [one, two, three] = all.map((conversation) => conversation.id);
  await owner.api.post(`/conversations/${one}/messages`, { text: "Siap" });
  await owner.api.post(`/conversations/${one}/assign`, { assigneeId: owner.userId });
  await owner.api.post(`/conversations/${two}/read`);
  await owner.api.post(`/conversations/${two}/close`);
  await owner.api.post(`/conversations/${three}/messages`, { text: "Nanti ya" });
  const claimed = await port.next(session, { limit: 10, lanes: ["reply", "other"] });
  const waIds = claimed.map((claim) => claim.outgoing.waId);
  await port.acked(
    session,
    waIds.map((waId) => ({ waId, at: app.clock.now() })),
  );
  await port.receipts(
    session,
    claimed.map(({ outgoing }) => ({ waIds: [outgoing.waId], chat: outgoing.to, status: "read", at: app.clock.now() })),
  );
  await write(people[1] as string, "from the phone", true);

  const fresh = await eventually(async () => {
    const now = await fetchAll();
    return [...now.conversations.values()].some((conversation) => conversation.lastMessage?.fromPhone) && now;
  });
  await eventually(() => isDeepStrictEqual(sorted(apply(held, screen)), sorted(fresh)), 5000).catch(() => undefined);
  expect(sorted(apply(held, screen))).toEqual(sorted(fresh));
  screen.cut();
});

type Held = Awaited<ReturnType<typeof fetchAll>>;

/** What the dashboard does with each fact, without the screen. */
function apply(held: Held, screen: RealtimeClient): Held {
  const conversations = new Map(held.conversations);
  const messages = new Map(held.messages);
  for (const { name, data } of screen.facts) {
    if (name === "conversation.updated") {
      const { conversation } = data as { conversation: PresentedConversation };
      conversations.set(conversation.id, conversation);
    }
    if (name === "message.received" || name === "message.created") {
      const { message } = data as { message: PresentedMessage };
      if (!messages.has(message.id)) messages.set(message.id, message);
    }
    if (name === "message.status_changed") {
      const change = data as { messageId: string; status: "sent" | "delivered" | "read"; at: string };
      const message = messages.get(change.messageId);
      const times = { sent: "sentAt", delivered: "deliveredAt", read: "readAt" } as const;
      if (message) {
        messages.set(message.id, { ...message, status: change.status, [times[change.status]]: change.at });
      }
    }
  }
  // The last message of a conversation is shown from the messages, whose status facts say how it is now.
  for (const [id, conversation] of conversations) {
    conversations.set(id, { ...conversation, lastMessage: messages.get(conversation.lastMessageId) ?? null });
  }
  return { conversations, messages };
}

function sorted(held: Held) {
  // A read receipt that came first tells the moment of delivery as well; the fact tells the status alone.
  const messages = [...held.messages.values()].map(({ deliveredAt, ...message }) => message);
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  const conversations = [...held.conversations.values()].map((conversation) => ({
    ...conversation,
    lastMessage: null,
  }));
  return { conversations: conversations.sort(byId), messages: messages.sort(byId) };
}
