import { encodeBinaryNode } from "baileys";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type Simulator, startSimulator } from "../src/index.ts";
import { adminOf, type Client, pair, until } from "./baileys-client.ts";

const SHOP = "628120000001";
let simulator: Simulator;
let shop: Client;

beforeAll(async () => {
  simulator = await startSimulator();
  shop = await pair(simulator, SHOP);
});
afterAll(async () => {
  shop.end();
  await simulator.stop();
});

/** The network still answers, and its one honest client is still connected. */
async function isAlive(): Promise<void> {
  expect((await adminOf(simulator).state()).connections).toBe(1);
  expect(shop.closedWith).toBeUndefined();
}

function sendRaw(chunks: Uint8Array[]): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(simulator.url);
    socket.on("open", () => {
      for (const chunk of chunks) socket.send(chunk);
      setTimeout(() => socket.close(), 5);
    });
    socket.on("close", () => resolve());
    socket.on("error", () => resolve());
  });
}

test("garbage before and during the handshake closes that socket and nothing else", async () => {
  const header = fc.constantFrom<number[]>(
    [],
    [0x57, 0x41, 6, 3],
    [0x45, 0x44, 0, 1, 0, 0, 3, 1, 2, 3, 0x57, 0x41, 6, 3],
  );
  const frame = fc
    .uint8Array({ maxLength: 300 })
    .map((bytes) => [bytes.length >> 16, bytes.length >> 8, bytes.length & 255, ...bytes]);
  const stream = fc.tuple(
    header,
    fc.array(
      fc.oneof(
        frame,
        fc.uint8Array({ maxLength: 50 }).map((b) => [...b]),
      ),
      { maxLength: 4 },
    ),
  );
  await fc.assert(
    fc.asyncProperty(stream, async ([start, frames]) =>
      sendRaw([Uint8Array.from(start), ...frames.map((one) => Uint8Array.from(one))]),
    ),
    { numRuns: 150 },
  );
  await isAlive();
});

test("a frame that claims to be huge is refused", async () => {
  await sendRaw([Uint8Array.from([0x57, 0x41, 6, 3, 0xff, 0xff, 0xff, 1, 2, 3])]);
  await isAlive();
});

test("strange stanzas inside a session get an error or silence and are listed", async () => {
  const word = fc.constantFrom(
    "iq",
    "message",
    "receipt",
    "ack",
    "presence",
    "chatstate",
    "ib",
    "call",
    "notification",
    "enc",
    "to",
    "participants",
    "usync",
    "list",
    "user",
    "key",
    "retry",
    "x",
  );
  const value = fc.constantFrom(
    "get",
    "set",
    "result",
    "error",
    "retry",
    "read",
    "encrypt",
    "usync",
    "md",
    "passive",
    "privacy",
    "w:mex",
    "w:g2",
    "628130000001@s.whatsapp.net",
    `${SHOP}@s.whatsapp.net`,
    "123@lid",
    "status@broadcast",
    "5@g.us",
    "@s.whatsapp.net",
    "0",
    "-1",
    "A1",
    "",
  );
  const name = fc.constantFrom(
    "id",
    "type",
    "to",
    "from",
    "xmlns",
    "jid",
    "class",
    "participant",
    "recipient",
    "error",
    "v",
  );
  const { tree } = fc.letrec<{ tree: { tag: string; attrs: Record<string, string>; content?: unknown } }>((tie) => ({
    tree: fc.record({
      tag: word,
      attrs: fc.dictionary(name, value, { maxKeys: 5 }),
      content: fc.option(
        fc.oneof(
          { maxDepth: 3 },
          fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
          fc.array(tie("tree"), { maxLength: 3 }),
        ),
        { nil: undefined },
      ),
    }),
  }));
  const isHarmless = (node: { tag: string; attrs: Record<string, string> }) =>
    !(node.tag === "iq" && node.attrs.xmlns === "passive");
  await fc.assert(
    fc.asyncProperty(tree.filter(isHarmless), async (node) => {
      await shop.socket.sendRawMessage(encodeBinaryNode(node as Parameters<typeof encodeBinaryNode>[0]));
    }),
    { numRuns: 500 },
  );
  await shop.socket.onWhatsApp("628130000001");
  expect(simulator.network.unknown.list().length).toBeGreaterThan(0);
  await isAlive();
});

test("bytes that are no stanza cost that client its socket only", async () => {
  await shop.socket.sendRawMessage(Buffer.from([0, 248, 255, 255, 1, 2, 3]));
  await until("the close", () => shop.closedWith);
  expect((await adminOf(simulator).state()).connections).toBe(0);
});

test("garbage on the admin API is answered with a clear error", async () => {
  const path = fc.constantFrom(
    "/phones",
    "/people",
    `/phones/${SHOP}/scan`,
    `/phones/${SHOP}/type`,
    "/mock-phone/scan-qr",
    "/people/628130000001",
    "/people/628130000001/send",
    "/people/x/read",
    "/settings",
    `/accounts/${SHOP}/kick`,
    `/accounts/${SHOP}/limit`,
    "/load/incoming",
    "/load/1",
    "/%E0%A4%A",
    "/nothing",
    "/../..",
    "/messages?since=x&limit=-5",
    "/people?limit=x&after=%00",
  );
  const call = fc.record({
    path,
    method: fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH"),
    body: fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .dictionary(
          fc.constantFrom(
            "phone",
            "to",
            "text",
            "qr",
            "code",
            "people",
            "persona",
            "from",
            "count",
            "faults",
            "speed",
            "sink",
            "newChats",
            "ratePerSecond",
            "seconds",
          ),
          fc.jsonValue(),
          { maxKeys: 6 },
        )
        .map((object) => JSON.stringify(object)),
    ),
  });
  await fc.assert(
    fc.asyncProperty(call, async ({ path: where, method, body }) => {
      const response = await fetch(`${simulator.adminUrl}${where}`, { method, ...(method === "GET" ? {} : { body }) });
      const answer = await response.json();
      if (!response.ok) expect(answer).toMatchObject({ error: expect.any(String), message: expect.any(String) });
      expect(response.status).not.toBe(500);
    }),
    { numRuns: 500 },
  );
});

test("a body that is too large is refused", async () => {
  const response = await fetch(`${simulator.adminUrl}/people`, {
    method: "POST",
    body: "x".repeat(17 * 1024 * 1024),
  }).catch(() => undefined);
  expect(response?.status ?? 413).toBe(413);
});
