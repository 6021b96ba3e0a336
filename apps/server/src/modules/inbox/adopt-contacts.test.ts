import { afterAll, beforeAll, expect, test } from "vitest";
import { addSession } from "../../testing/add-session.ts";
import { eventually, startTestApp, type TestApp, type TestOwner } from "../../testing/test-app.ts";
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

const person = "6281355500001@s.whatsapp.net";

async function write(text: string): Promise<void> {
  const who = { chat: person, sender: person, fromMe: false, pushName: "Rini" };
  const waId = newMessageId();
  await port.receive(session, [
    { waId, ...who, at: app.clock.now(), isBacklog: false, content: { type: "text", text } },
  ]);
}

function conversation(isSo: (one: PresentedConversation) => boolean): Promise<PresentedConversation> {
  return eventually(async () => {
    const { body } = await owner.api.get<{ items: PresentedConversation[] }>("/conversations");
    return body.items.find(isSo);
  });
}

for (const optedOut of [false, true])
  test(`whoever was deleted${optedOut ? " after an opt-out" : ""} and writes again is somebody in the inbox again`, async () => {
    await write(optedOut ? "STOP" : "halo");
    const before = await conversation((one) => one.contactId !== null && one.name === "Rini");
    expect((await owner.api.delete(`/contacts/${before.contactId}`)).status).toBe(204);
    await conversation((one) => one.contactId === null && one.name === null);
    await write("saya lagi");
    const after = await conversation((one) => one.contactId !== null);
    expect([after.id, after.name]).toEqual([before.id, "Rini"]);
    expect((await owner.api.get(`/contacts/${after.contactId}`)).status).toBe(200);
  });
