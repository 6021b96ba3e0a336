import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addMember } from "../../testing/add-member.ts";
import { addSession } from "../../testing/add-session.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import type { PresentedMessage } from "../messages/events.ts";
import { createMessagePort } from "../messages/index.ts";
import { type MessagePort, newMessageId, type SessionRef } from "../sessions/index.ts";
import type { PresentedConversation } from "./events.ts";
import { onMessageReceived } from "./on-messages.ts";

let app: TestApp;
let owner: TestOwner;
let stranger: TestOwner;
let port: MessagePort;
let session: SessionRef;
let phones = 6281300000000;

beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner();
  stranger = await app.signUpOwner("Budi Santoso");
  port = createMessagePort(app.app.machine);
  session = await addSession(app, owner.organizationId);
});
afterAll(() => app.stop());

function newPerson(): string {
  phones += 1;
  return `${phones}@s.whatsapp.net`;
}

async function write(chat: string, text: string, more: { fromMe?: boolean; pushName?: string } = {}): Promise<void> {
  await port.receive(session, [
    {
      waId: newMessageId(),
      chat,
      sender: chat,
      fromMe: false,
      at: app.clock.now(),
      isBacklog: false,
      content: { type: "text", text },
      ...more,
    },
  ]);
}

async function list(query: string, who = owner): Promise<PresentedConversation[]> {
  return (await who.api.get<{ items: PresentedConversation[] }>(`/conversations?limit=200&${query}`)).body.items;
}

/** The conversation with this number as soon as it is so. */
function conversation(chat: string, isSo: (one: PresentedConversation) => boolean = () => true) {
  const phone = `+${chat.split("@")[0]}`;
  return eventually(async () => {
    const found = [...(await list("view=open")), ...(await list("view=closed"))];
    return found.find((one) => one.phone === phone && isSo(one));
  });
}

test("who writes appears with his name, his text and what is unread; reading clears it", async () => {
  const chat = newPerson();
  await write(chat, "Pagi Kak", { pushName: "Ratna Wijayanti" });
  await write(chat, "Masih ada?", { pushName: "Ratna Wijayanti" });
  const found = await conversation(chat, (one) => one.unreadCount === 2);
  expect(found).toMatchObject({ name: "Ratna Wijayanti", status: "open", assigneeId: null });
  expect(found.lastMessage?.text).toBe("Masih ada?");
  const read = await owner.api.post<PresentedConversation>(`/conversations/${found.id}/read`);
  expect(read.body.unreadCount).toBe(0);
  await write(chat, "Halo?");
  await conversation(chat, (one) => one.unreadCount === 1);
});

test("an answer from the inbox and one typed on the phone both clear what is unread", async () => {
  const chat = newPerson();
  await write(chat, "satu");
  const found = await conversation(chat, (one) => one.unreadCount === 1);
  const clientId = randomUUID();
  const send = () =>
    owner.api.post<PresentedMessage>(`/conversations/${found.id}/messages`, { text: "Bisa, Kak", clientId });
  const [one, two] = await Promise.all([send(), send()]);
  expect([one.status, two.status]).toEqual([201, 201]);
  expect(one.body.id).toBe(two.body.id);
  const [claimed] = await port.next(session, { limit: 10, lanes: ["reply"] });
  expect(claimed?.outgoing.content.text).toBe("Bisa, Kak");
  expect((await conversation(chat)).unreadCount).toBe(0);

  await write(chat, "dua");
  await conversation(chat, (one) => one.unreadCount === 1);
  await write(chat, "dari HP", { fromMe: true });
  const answered = await conversation(chat, (one) => one.unreadCount === 0);
  expect(answered.lastMessage).toMatchObject({ text: "dari HP", fromPhone: true });
  const thread = await owner.api.get<{ items: PresentedMessage[] }>(`/conversations/${found.id}/messages`);
  expect(thread.body.items.map((message) => message.text)).toEqual(["dari HP", "dua", "Bisa, Kak", "satu"]);
});

test("a closed conversation opens again when the person writes, and only then", async () => {
  const chat = newPerson();
  await write(chat, "Halo");
  const found = await conversation(chat);
  expect((await owner.api.post<PresentedConversation>(`/conversations/${found.id}/close`)).body.status).toBe("closed");
  const told = { message: found.lastMessage, chat: { id: found.chatId, ...pick(found) } };
  // The fact of the first message is told again: it is old news and opens nothing.
  await app.as(owner.organizationId, (ctx) => onMessageReceived.runMany(ctx, [told as never]));
  expect((await conversation(chat)).status).toBe("closed");
  await write(chat, "Satu lagi");
  await conversation(chat, (one) => one.status === "open" && one.unreadCount === 2);
  await owner.api.post(`/conversations/${found.id}/close`);
  expect((await owner.api.post<PresentedConversation>(`/conversations/${found.id}/reopen`)).body.status).toBe("open");
});

function pick({ sessionId, kind, contactId, name, phone }: PresentedConversation) {
  return { sessionId, kind, contactId, name, phone };
}

test("facts told twice and out of order count each message once", async () => {
  const chat = newPerson();
  await write(chat, "satu");
  const found = await conversation(chat, (one) => one.unreadCount === 1);
  await write(chat, "dua");
  const both = await conversation(chat, (one) => one.unreadCount === 2);
  const told = [both, found].map((one) => ({ message: one.lastMessage, chat: { id: one.chatId, ...pick(one) } }));
  await app.as(owner.organizationId, (ctx) => onMessageReceived.runMany(ctx, told as never[]));
  expect(await conversation(chat)).toMatchObject({ unreadCount: 2, lastMessage: { text: "dua" } });
});

test("an agent takes a free conversation and gives it back; only who may assign gives it to others", async () => {
  const agent = await addMember(app, owner, "agent");
  const chat = newPerson();
  await write(chat, "Halo");
  const { id } = await conversation(chat);
  const assign = (who: TestOwner, assigneeId: string | null) =>
    who.api.post<PresentedConversation>(`/conversations/${id}/assign`, { assigneeId });
  expect((await assign(agent, owner.userId)).status).toBe(403);
  expect((await assign(agent, agent.userId)).body.assigneeId).toBe(agent.userId);
  expect((await list("view=mine", agent)).map((one) => one.id)).toContain(id);
  expect((await assign(agent, null)).body.assigneeId).toBeNull();
  expect((await assign(owner, agent.userId)).status).toBe(200);
  expect((await assign(owner, stranger.userId)).status).toBe(404);
});

test("counters are equal to the lists", async () => {
  for (const view of ["mine", "unassigned", "unread", "open", "closed"] as const) {
    const { body } = await owner.api.get<Record<string, number>>("/conversations/counts");
    expect(body[view]).toBe((await list(`view=${view}`)).length);
  }
  const { body } = await owner.api.get<{ sessions: { open: number }[] }>("/conversations/counts");
  expect(body.sessions[0]?.open).toBe((await list(`view=open&sessionId=${session.sessionId}`)).length);
});

test("a person is found by a part of the name and however the number is written", async () => {
  const chat = newPerson();
  await write(chat, "Halo", { pushName: "Maria 100% Tanudjaja" });
  const { id } = await conversation(chat);
  const number = chat.split("@")[0] ?? "";
  for (const search of [
    "tanudj",
    "100%",
    `+${number}`,
    `0${number.slice(2)}`,
    `${number.slice(2, 6)} ${number.slice(6)}`,
  ]) {
    expect((await list(`view=open&search=${encodeURIComponent(search)}`)).map((one) => one.id)).toEqual([id]);
  }
  expect(await list("view=open&search=100_")).toEqual([]);
});

test("a chat is started with a new number and belongs to whoever started it", async () => {
  const started = await owner.api.post<PresentedConversation>("/conversations", {
    sessionId: session.sessionId,
    phone: "0813-5550-0001",
    text: "Selamat pagi",
  });
  expect(started.status).toBe(201);
  expect(started.body).toMatchObject({ phone: "+6281355500001", assigneeId: owner.userId, unreadCount: 0 });
  expect(started.body.lastMessage).toMatchObject({ text: "Selamat pagi", status: "queued" });
  const bad = await owner.api.post<{ code: string }>("/conversations", {
    sessionId: session.sessionId,
    phone: "12",
    text: "x",
  });
  expect([bad.status, bad.body.code]).toEqual([422, "phone_too_short"]);
});

test("every endpoint asks who calls, what he may do and whose it is", async () => {
  const viewer = await addMember(app, owner, "viewer");
  const chat = newPerson();
  await write(chat, "Halo");
  const { id, chatId, lastMessageId } = await conversation(chat);
  const reads = [
    `/conversations/${id}`,
    `/conversations/${id}/messages`,
    `/chats/${chatId}/messages`,
    `/sessions/${session.sessionId}/messages`,
    `/sessions/${session.sessionId}/messages/${lastMessageId}`,
  ];
  const writes: [string, unknown][] = [
    [`/conversations/${id}/assign`, { assigneeId: null }],
    [`/conversations/${id}/close`, undefined],
    [`/conversations/${id}/reopen`, undefined],
    [`/conversations/${id}/read`, undefined],
    [`/conversations/${id}/messages`, { text: "x" }],
    ["/conversations", { sessionId: session.sessionId, phone: "+6281355500002", text: "x" }],
    [`/sessions/${session.sessionId}/send-text`, { to: "+6281355500003", text: "x" }],
    [`/messages/${lastMessageId}/retry`, undefined],
    [`/messages/${lastMessageId}/cancel`, undefined],
  ];
  for (const path of [...reads, "/conversations", "/conversations/counts"]) {
    expect([path, (await app.anonymous.get(path)).status]).toEqual([path, 401]);
    expect([path, (await viewer.api.get(path)).status]).toEqual([path, 200]);
  }
  for (const path of reads) expect([path, (await stranger.api.get(path)).status]).toEqual([path, 404]);
  expect(await list("view=open", stranger)).toEqual([]);
  for (const [path, body] of writes) {
    expect([path, (await app.anonymous.post(path, body)).status]).toEqual([path, 401]);
    expect([path, (await viewer.api.post(path, body)).status]).toEqual([path, 403]);
    expect([path, (await stranger.api.post(path, body)).status]).toEqual([path, 404]);
  }
});
