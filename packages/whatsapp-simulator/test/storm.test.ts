import { expect, test } from "vitest";
import { startSimulator } from "../src/index.ts";
import { adminOf, type Client, connect, finish, pair, textOf, until } from "./baileys-client.ts";

const SHOP = "628120000001";
const SENT = 120;
const WRITTEN = 60;

test("through cut sockets, lost acks, lost receipts and duplicates everything arrives, and is shown once", async () => {
  const simulator = await startSimulator({ seed: "storm" });
  const admin = adminOf(simulator);
  let client: Client = await pair(simulator, SHOP);
  await admin.changeSettings({
    faults: {
      dropConnectionEvery: 300,
      dropAckChance: 0.2,
      dropReceiptChance: 0.2,
      dropClientReceiptChance: 0.2,
      duplicateChance: 0.2,
    },
  });
  const acked = new Set<string>();
  const shown = new Map<string, number>();
  const clients = new Set<Client>();

  /** The connection that is open now; a new one when the last was cut. */
  async function online(): Promise<Client> {
    while (!client.opened || client.closedWith !== undefined) {
      if (client.closedWith !== undefined) client = connect(simulator, client.wallet);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    if (clients.has(client)) return client;
    clients.add(client);
    client.socket.ws.on("CB:ack,class:message", (ack: { attrs: { id: string } }) => acked.add(ack.attrs.id));
    return client;
  }

  const writing = (async () => {
    for (let index = 0; index < WRITTEN; index++) {
      await admin.sendAsPerson(`${628140000000 + (index % 7)}`, { to: SHOP, text: `in ${index}` });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  for (let index = 0; index < SENT; index++) {
    const id = `3EB0STORM${String(index).padStart(5, "0")}`;
    while (!acked.has(id)) {
      const { socket } = await online();
      await socket
        .sendMessage(`${628130000000 + (index % 11)}@s.whatsapp.net`, { text: `out ${index}` }, { messageId: id })
        .catch(() => undefined);
      await until("the ack", () => acked.has(id) || client.closedWith !== undefined, 60).catch(() => undefined);
    }
  }
  await writing;
  await admin.changeSettings({
    faults: {
      dropConnectionEvery: 0,
      dropAckChance: 0,
      dropReceiptChance: 0,
      dropClientReceiptChance: 0,
      duplicateChance: 0,
    },
  });
  client.end();
  await until("the end", () => client.closedWith !== undefined);
  await online();
  await until("an empty mailbox", () => simulator.network.mailbox.waitingFor(SHOP, 1) === 0);

  for (const one of clients)
    for (const message of one.messages) {
      const text = textOf(message);
      if (text.startsWith("in ")) shown.set(text, (shown.get(text) ?? 0) + 1);
    }
  // Baileys confirms a message before it shows it: what it held back when its socket was cut, it never shows. Whatever
  // is missing here must have been confirmed by it.
  const all = Array.from({ length: WRITTEN }, (_, index) => `in ${index}`);
  const book = (await admin.messages()).messages.filter((message) => message.direction === "out");
  const confirmed = new Set(book.filter((message) => message.status !== "sent").map((message) => message.text));
  expect(all.filter((text) => !shown.has(text) && !confirmed.has(text))).toEqual([]);
  expect(shown.size).toBeGreaterThan(WRITTEN * 0.8);
  expect([...shown.values()].filter((times) => times !== 1)).toEqual([]);
  const { messages } = await admin.messages();
  const received = messages.filter((message) => message.direction === "in" && message.text.startsWith("out "));
  expect(received.map((message) => message.text).sort()).toEqual(
    Array.from({ length: SENT }, (_, index) => `out ${index}`).sort(),
  );
  await finish(simulator, client);
}, 60_000);
