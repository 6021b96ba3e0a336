import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Incoming } from "@balas/whatsapp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addSession } from "../../testing/add-session.ts";
import { RealtimeClient } from "../../testing/realtime-client.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
import type { PresentedMessage } from "../messages/events.ts";
import { createMessagePort } from "../messages/index.ts";
import { newMessageId } from "../sessions/index.ts";

const seconds = 10;
const perSecond = 200;
const peopleCount = 200;
const cuts = 20;

let app: TestApp;
let owner: TestOwner;
beforeAll(async () => {
  app = await startTestApp();
  owner = await app.signUpOwner();
});
afterAll(() => app.stop());

/** The short form of `npm run soak -- realtime`. */
test("200 messages a second reach a screen whose line is cut again and again, each once and in order", async () => {
  const session = await addSession(app, owner.organizationId);
  const port = createMessagePort(app.app.machine);
  const people = Array.from({ length: peopleCount }, (_, index) => `${628150000000 + index}@s.whatsapp.net`);
  await port.receive(
    session,
    people.map((chat) => incoming(chat, "hello")),
  );
  const screen = new RealtimeClient(app.url, owner, 0);
  await screen.connect();

  const sent: string[] = [];
  const cutting = (async () => {
    for (let cut = 0; cut < cuts; cut += 1) {
      await sleep(randomInt((2 * seconds * 1000) / cuts));
      screen.cut();
      await sleep(randomInt(100));
      await screen.connect();
    }
  })();
  const began = performance.now();
  while (sent.length < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - began) / 1000) * perSecond));
    const batch = Array.from({ length: due - sent.length }, () => {
      const text = `message ${sent.length}`;
      sent.push(text);
      return incoming(people[sent.length % peopleCount] as string, text);
    });
    if (batch.length > 0) await port.receive(session, batch);
    await sleep(5);
  }
  await cutting;

  const wanted = peopleCount + sent.length;
  const texts = () =>
    screen.facts
      .filter((fact) => fact.name === "message.received")
      .map((fact) => (fact.data as { message: PresentedMessage }).message.text);
  await eventually(() => texts().length >= wanted, 20_000).catch(() => undefined);
  expect(texts()).toHaveLength(wanted);
  expect(new Set(texts()).size).toBe(sent.length + 1);
  expect(screen.refetches).toBe(0);
  const order = screen.facts.map((fact) => fact.seq);
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(new Set(order).size).toBe(order.length);
  screen.cut();
}, 60_000);

function incoming(chat: string, text: string): Incoming {
  return {
    waId: newMessageId(),
    chat,
    sender: chat,
    fromMe: false,
    at: app.clock.now(),
    isBacklog: false,
    content: { type: "text", text },
  };
}
