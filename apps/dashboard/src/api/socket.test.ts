import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type WebSocket as ServerSocket, WebSocketServer } from "ws";
import { RealtimeSocket, type SocketEvent, type SocketState } from "./socket.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A server that holds a log of facts and speaks the protocol: replay since, ready, then live. */
async function startServer() {
  const log: SocketEvent[] = [];
  const asked: (string | null)[] = [];
  const clients = new Set<ServerSocket>();
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  server.on("connection", (client, request) => {
    const since = new URL(request.url ?? "", "http://local").searchParams.get("since");
    asked.push(since);
    clients.add(client);
    client.on("close", () => clients.delete(client));
    // One fact too many on purpose: an overlap must not be handed on twice.
    if (since !== null) for (const event of log) if (event.seq >= Number(since)) sendTo(client, event);
    client.send(JSON.stringify({ type: "ready", seq: log.at(-1)?.seq ?? 0 }));
  });
  cleanups.push(() => {
    for (const client of clients) client.terminate();
    server.close();
  });
  return {
    log,
    asked,
    clients,
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/realtime`,
    publish(name: string) {
      const event = { seq: log.length + 1, name, data: { n: log.length + 1 } };
      log.push(event);
      for (const client of clients) sendTo(client, event);
    },
    cut() {
      for (const client of clients) client.terminate();
    },
    tell(message: unknown) {
      for (const client of clients) client.send(typeof message === "string" ? message : JSON.stringify(message));
    },
  };
}

function sendTo(client: ServerSocket, event: SocketEvent) {
  client.send(JSON.stringify({ type: "event", ...event }));
}

function connect(url: string, since?: number) {
  const seen: SocketEvent[] = [];
  const states: SocketState[] = [];
  const calls: string[] = [];
  const socket = new RealtimeSocket({
    url,
    organizationId: "organization-1",
    since,
    onEvent: (event) => seen.push(event),
    onState: (state) => states.push(state),
    onReady: (continued) => calls.push(continued ? "continued" : "fresh"),
    onRefetch: () => calls.push("refetch"),
    onClosed: () => calls.push("closed"),
    onRefused: () => calls.push("refused"),
    firstDelay: 5,
    longestDelay: 20,
  });
  cleanups.push(() => socket.stop());
  socket.start();
  return { socket, seen, states, calls };
}

const until = (isTrue: () => boolean) => expect.poll(isTrue, { timeout: 5_000, interval: 5 }).toBe(true);

test("says catching up, then live, and hands on facts", async () => {
  const server = await startServer();
  const { seen, states, calls, socket } = connect(server.url);
  await until(() => socket.state === "live");
  server.publish("message.received");
  await until(() => seen.length === 1);
  expect(seen[0]).toMatchObject({ seq: 1, name: "message.received", data: { n: 1 } });
  expect(states).toEqual(["catching-up", "live"]);
  expect(calls).toEqual(["fresh"]);
  expect(server.asked).toEqual([null]);
});

test("continues from the seq that the loaded data already holds", async () => {
  const server = await startServer();
  for (let index = 0; index < 5; index += 1) server.publish("contact.created");
  const { seen, calls } = connect(server.url, 3);
  await until(() => seen.length === 2);
  expect(seen.map((event) => event.seq)).toEqual([4, 5]);
  await until(() => calls.length === 1);
  expect(calls).toEqual(["continued"]);
});

test("has every fact once and in order through twenty cuts", async () => {
  const server = await startServer();
  const { seen, states } = connect(server.url, 0);
  for (let index = 0; index < 200; index += 1) {
    server.publish("message.received");
    if (index % 10 === 5) {
      server.cut();
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  }
  await until(() => seen.length === 200);
  expect(seen.map((event) => event.seq)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  expect(states).toContain("offline");
  expect(states.at(-1)).toBe("live");
});

test("a gap too old asks to load everything again, and is not asked for twice", async () => {
  const server = await startServer();
  const { calls, socket } = connect(server.url, 1);
  await until(() => socket.state === "live");
  server.tell({ type: "refetch" });
  await until(() => calls.includes("refetch"));
  server.cut();
  await until(() => server.asked.length === 2 && socket.state === "live");
  expect(server.asked).toEqual(["1", null]);
});

test("lost access stays closed", async () => {
  const server = await startServer();
  const { calls, socket } = connect(server.url, 0);
  await until(() => socket.state === "live");
  server.tell({ type: "closed" });
  await until(() => calls.includes("closed"));
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(server.asked).toHaveLength(1);
  expect(socket.state).toBe("offline");
});

test("a refusal is told, and trying goes on", async () => {
  const server = await startServer();
  const { calls, socket } = connect(server.url, 0);
  await until(() => socket.state === "live");
  for (const client of server.clients) client.close(4401, "unauthorized");
  await until(() => calls.includes("refused"));
  await until(() => socket.state === "live");
});

test("what is no fact is passed over", async () => {
  const server = await startServer();
  const { seen, socket } = connect(server.url, 0);
  await until(() => socket.state === "live");
  server.tell("{half");
  server.tell({ type: "event", name: "no.seq" });
  server.publish("message.received");
  await until(() => seen.length === 1);
  expect(seen[0]?.seq).toBe(1);
});
