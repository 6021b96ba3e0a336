import { randomUUID } from "node:crypto";
import type { Incoming } from "@balas/whatsapp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addSession } from "../../testing/add-session.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import { type MessagePort, newMessageId, type SessionRef } from "../sessions/index.ts";
import type { PresentedMessage } from "./events.ts";
import { createMessagePort, sendMany, sendMessage } from "./index.ts";

let app: TestApp;
let owner: TestOwner;
let port: MessagePort;
let session: SessionRef;
let phones = 6281200000000;

beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner();
  port = createMessagePort(app.app.machine);
});
afterAll(() => app.stop());
beforeEach(async () => {
  session = await addSession(app, owner.organizationId);
});

function person(): string {
  phones += 1;
  return `${phones}@s.whatsapp.net`;
}

function incoming(chat: string, more: Partial<Incoming> = {}): Incoming {
  return {
    waId: newMessageId(),
    chat,
    sender: chat,
    fromMe: false,
    at: app.clock.now(),
    isBacklog: false,
    content: { type: "text", text: "Halo" },
    ...more,
  };
}

async function messagesOf(chatOrSession = session.sessionId): Promise<PresentedMessage[]> {
  const { body } = await owner.api.get<{ items: PresentedMessage[] }>(`/sessions/${chatOrSession}/messages?limit=200`);
  return body.items;
}

const send = (phone: string, text: string, more: object = {}) =>
  app.as(owner.organizationId, (ctx) =>
    sendMessage(ctx, {
      sessionId: session.sessionId,
      to: { phone: `+${phone.split("@")[0]}` },
      text,
      priority: 0,
      purpose: "reply",
      ...more,
    }),
  );

test("a repeat is stored once, within a batch and across batches", async () => {
  const message = incoming(person());
  await port.receive(session, [message, message]);
  await Promise.all([port.receive(session, [message]), port.receive(session, [message])]);
  expect(await messagesOf()).toHaveLength(1);
});

test("the same id in another chat, or from the owner, is another message", async () => {
  const [one, other] = [person(), person()];
  const waId = newMessageId();
  await port.receive(session, [
    incoming(one, { waId }),
    incoming(other, { waId }),
    incoming(one, { waId, fromMe: true }),
  ]);
  const stored = await messagesOf();
  expect(stored).toHaveLength(3);
  expect(stored.filter((message) => message.direction === "outgoing" && message.fromPhone)).toHaveLength(1);
});

test("phone number and LID of one person lead to one chat", async () => {
  const phone = person();
  const lid = `${phones}99@lid`;
  await port.receive(session, [incoming(lid, { pushName: "Ratna" })]);
  await port.receive(session, [incoming(phone, { chatAlternative: lid })]);
  await port.receive(session, [incoming(lid)]);
  const chats = new Set((await messagesOf()).map((message) => message.chatId));
  expect(chats.size).toBe(1);
});

test("what no text column can hold does not hold up a session", async () => {
  await port.receive(session, [
    incoming(person(), {
      content: { type: "text", text: "a\0b\uD800c" },
      pushName: `\uDFFF${"🙂".repeat(200)}`,
      waId: "x".repeat(20_000),
    }),
    incoming(person(), { content: { type: "unsupported", kind: "image" } }),
  ]);
  const stored = await messagesOf();
  expect(stored.map((message) => message.text).sort()).toEqual([null, "ab\uFFFDc"].sort());
  expect(stored.find((message) => message.type === "unsupported")?.unsupportedKind).toBe("image");
});

test("history lands in its month and stands where it belongs", async () => {
  const chat = person();
  await port.receive(session, [incoming(chat, { content: { type: "text", text: "now" } })]);
  const past = new Date(app.clock.now().getTime() - 400 * 86_400_000);
  const future = new Date(app.clock.now().getTime() + 400 * 86_400_000);
  await port.receive(session, [
    incoming(chat, { at: past, isBacklog: true, content: { type: "text", text: "then" } }),
    incoming(chat, { at: future, content: { type: "text", text: "wrong clock" } }),
  ]);
  const stored = await messagesOf();
  expect(stored.map((message) => message.text)).toEqual(["wrong clock", "now", "then"]);
});

test("an agent goes before automation and automation before a campaign; later ones wait", async () => {
  const chat = person();
  await send(chat, "campaign", { priority: 9, purpose: "broadcast" });
  await send(chat, "automation", { priority: 5, purpose: "automation" });
  await send(chat, "tomorrow", { sendAfter: new Date(app.clock.now().getTime() + 86_400_000) });
  await send(chat, "agent");
  const claimed = await port.next(session, { limit: 10, lanes: ["reply", "other"] });
  expect(claimed.map((one) => one.outgoing.content.text)).toEqual(["agent", "automation", "campaign"]);
  expect(claimed.every((one) => one.attempt === 1 && one.outgoing.to === chat)).toBe(true);
  expect(await port.next(session, { limit: 10, lanes: ["reply", "other"] })).toEqual([]);
  expect((await port.nextDue(session))?.getTime()).toBeGreaterThan(app.clock.now().getTime());
});

test("only an answer to somebody who wrote goes in the lane of replies", async () => {
  const [stranger, customer] = [person(), person()];
  await port.receive(session, [incoming(customer)]);
  await send(stranger, "to a stranger");
  await send(customer, "to a customer");
  const replies = await port.next(session, { limit: 10, lanes: ["reply"] });
  expect(replies.map((one) => one.outgoing.content.text)).toEqual(["to a customer"]);
  const others = await port.next(session, { limit: 10, lanes: ["other"] });
  expect(others.map((one) => one.outgoing.content.text)).toEqual(["to a stranger"]);
});

test("what a dead holder took is given again under the same id, and the late holder gets nothing", async () => {
  const sent = await send(person(), "once");
  const [first] = await port.next(session, { limit: 10, lanes: ["other"] });
  const next = { ...session, fence: 2 };
  const [again] = await port.next(next, { limit: 10, lanes: ["reply", "other"] });
  expect(again?.outgoing).toEqual(first?.outgoing);
  expect(again?.attempt).toBe(2);
  await send(person(), "twice");
  expect(await port.next(session, { limit: 10, lanes: ["reply", "other"] })).toEqual([]);
  // The late holder's failure is old news, its ack is a fact.
  const waId = first?.outgoing.waId ?? "";
  await port.failed(session, [{ waId, code: "lost", isFinal: true }]);
  expect((await messagesOf()).find((one) => one.id === sent.id)?.status).toBe("queued");
  await port.acked(session, [{ waId, at: app.clock.now() }]);
  expect((await messagesOf()).find((one) => one.id === sent.id)?.status).toBe("sent");
});

test("a failure that may pass is queued for later; a final one ends the message until somebody retries", async () => {
  const sent = await send(person(), "hard to send");
  const [first] = await port.next(session, { limit: 1, lanes: ["other"] });
  const waId = first?.outgoing.waId ?? "";
  const retryAt = new Date(app.clock.now().getTime() + 60_000);
  await port.failed(session, [{ waId, code: "timeout", isFinal: false, retryAt }]);
  expect(await port.next(session, { limit: 1, lanes: ["other"] })).toEqual([]);
  expect(await port.nextDue(session)).toEqual(retryAt);
  app.clock.advance(61_000);
  expect(await port.next(session, { limit: 1, lanes: ["other"] })).toHaveLength(1);
  await port.failed(session, [{ waId, code: "not_on_whatsapp", isFinal: true }]);
  const failed = (await messagesOf()).find((one) => one.id === sent.id);
  expect(failed).toMatchObject({ status: "failed", reason: "not_on_whatsapp" });
  expect((await owner.api.post(`/messages/${sent.id}/retry`)).status).toBe(200);
  expect((await owner.api.post(`/messages/${sent.id}/retry`)).status).toBe(409);
  const [retried] = await port.next(session, { limit: 1, lanes: ["other"] });
  expect(retried?.outgoing.waId).toBe(waId);
});

test("statuses move forward only, in whatever order acks and receipts come", async () => {
  const chat = person();
  const sent = await send(chat, "hello");
  const [claimed] = await port.next(session, { limit: 1, lanes: ["other"] });
  const waId = claimed?.outgoing.waId ?? "";
  const at = app.clock.now();
  await port.receipts(session, [{ waIds: [waId, "unknown"], chat, status: "read", at }]);
  await port.receipts(session, [{ waIds: [waId], chat, status: "delivered", at }]);
  await port.acked(session, [{ waId, at }]);
  const stored = (await messagesOf()).find((one) => one.id === sent.id);
  expect(stored).toMatchObject({ status: "read", sentAt: at.toISOString(), deliveredAt: at.toISOString() });
  expect(await port.next({ ...session, fence: 2 }, { limit: 1, lanes: ["other", "reply"] })).toEqual([]);
});

test("a receipt of another chat moves nothing, one from a LID not seen before does", async () => {
  const [chat, other] = [person(), person()];
  const [one, two] = [await send(chat, "one"), await send(other, "two")];
  const claimed = await port.next(session, { limit: 2, lanes: ["other"] });
  const waIdOf = (id: string) => claimed.find((claim) => claim.messageId === id)?.outgoing.waId ?? "";
  await port.receipts(session, [
    { waIds: [waIdOf(one.id)], chat: other, status: "read", at: app.clock.now() },
    { waIds: [waIdOf(two.id)], chat: "99887766@lid", status: "delivered", at: app.clock.now() },
  ]);
  const stored = await messagesOf();
  expect(stored.find((message) => message.id === one.id)?.status).toBe("queued");
  expect(stored.find((message) => message.id === two.id)?.status).toBe("delivered");
});

test("the same client id sends once, also when two come at once", async () => {
  const chat = person();
  const clientId = randomUUID();
  const [one, two] = await Promise.all([send(chat, "once", { clientId }), send(chat, "once", { clientId })]);
  expect(one.id).toBe(two.id);
  expect(await port.next(session, { limit: 10, lanes: ["other"] })).toHaveLength(1);
});

test("many messages are queued in their order; one that is late is cancelled", async () => {
  const chat = person();
  const { contactId } = await send(chat, "first");
  const soon = new Date(app.clock.now().getTime() + 1000);
  const ids = await app.as(owner.organizationId, (ctx) =>
    sendMany(ctx, {
      sessionId: session.sessionId,
      priority: 9,
      purpose: "broadcast",
      origin: { type: "campaign", id: "k" },
      messages: [
        { contactId: contactId ?? "", jid: chat, text: "a", sendBefore: soon },
        { contactId: contactId ?? "", jid: chat, text: "b" },
      ],
    }),
  );
  app.clock.advance(2000);
  const claimed = await port.next(session, { limit: 10, lanes: ["other"] });
  expect(claimed.map((one) => one.outgoing.content.text)).toEqual(["first", "b"]);
  expect(claimed[1]?.messageId).toBe(ids[1]);
  const stored = await messagesOf();
  expect(stored.find((one) => one.id === ids[0])).toMatchObject({ status: "cancelled", reason: "too_late" });
});

test("who says STOP gets nothing that waits and nothing more, except an answer", async () => {
  const chat = person();
  const promo = await send(chat, "promo", { priority: 9, purpose: "broadcast" });
  await port.receive(session, [incoming(chat, { content: { type: "text", text: "Berhenti" } })]);
  const cancelled = await eventually(async () =>
    (await messagesOf()).find((one) => one.id === promo.id && one.status === "cancelled"),
  );
  expect(cancelled.reason).toBe("opted_out");
  await expect(send(chat, "more", { purpose: "automation" })).rejects.toMatchObject({ code: "opted_out" });
  const [id] = await app.as(owner.organizationId, (ctx) =>
    sendMany(ctx, {
      sessionId: session.sessionId,
      priority: 9,
      purpose: "broadcast",
      messages: [{ contactId: promo.contactId ?? "", jid: chat, text: "more" }],
    }),
  );
  expect((await messagesOf()).find((one) => one.id === id)).toMatchObject({ status: "failed", reason: "opted_out" });
  await send(chat, "We will not write again.");
  const claimed = await port.next(session, { limit: 10, lanes: ["reply", "other"] });
  expect(claimed.map((one) => one.outgoing.content.text)).toEqual(["We will not write again."]);
});

test("messages are listed by direction and status", async () => {
  const chat = person();
  await port.receive(session, [incoming(chat)]);
  const failed = await send(chat, "fails");
  const waiting = await send(chat, "waits");
  const [claimed] = await port.next(session, { limit: 1, lanes: ["reply"] });
  await port.failed(session, [{ waId: claimed?.outgoing.waId ?? "", code: "refused", isFinal: true }]);
  const idsOf = async (query: string) => {
    const path = `/sessions/${session.sessionId}/messages?${query}`;
    return (await owner.api.get<{ items: PresentedMessage[] }>(path)).body.items.map((message) => message.id);
  };
  expect(await idsOf("status=failed")).toEqual([failed.id]);
  expect(await idsOf("status=queued&direction=outgoing")).toEqual([waiting.id]);
  expect(await idsOf("direction=incoming")).toHaveLength(1);
  expect(await idsOf("direction=incoming&status=failed")).toEqual([]);
});

test("what was sent is found for a phone that could not read it", async () => {
  const chat = person();
  await send(chat, "again please");
  const [claimed] = await port.next(session, { limit: 1, lanes: ["other"] });
  await port.acked(session, [{ waId: claimed?.outgoing.waId ?? "", at: app.clock.now() }]);
  expect(await port.findSent(session, claimed?.outgoing.waId ?? "")).toEqual(claimed?.outgoing);
  expect(await port.findSent(session, "unknown")).toBeUndefined();
});
