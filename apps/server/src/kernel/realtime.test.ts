import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { startKernelMachine } from "../testing/kernel-machine.ts";
import { eventually } from "../testing/test-app.ts";
import { runAsTenant } from "./context.ts";
import { pumpOnce, runPump } from "./events.ts";
import { fact } from "./fact.ts";
import { forgetFacts } from "./forget-facts.ts";
import type { Gatekeeper } from "./gatekeeper.ts";
import { createHttp } from "./http.ts";
import { createMetrics } from "./metrics.ts";
import { RealtimeHub } from "./realtime.ts";
import { addRealtimeRoute } from "./realtime-route.ts";
import { systemScope } from "./scope.ts";

const shown = fact("shown.happened", z.object({ n: z.number() }));
const secret = fact("secret.happened", z.object({ n: z.number() }));
const silent = fact("silent.happened", z.object({ n: z.number() }));
const organization = randomUUID();

const gatekeeper: Gatekeeper = {
  authenticate: async ({ token }) => (token ? { kind: "user", userId: randomUUID(), signInId: token } : undefined),
  enter: async (_principal, id) => {
    if (id !== organization) throw new Error("no member");
    return {
      organizationId: organization,
      actor: { kind: "user", userId: randomUUID(), role: "x", permissions: new Set(["see"]) },
    };
  },
};

let kernel: Awaited<ReturnType<typeof startKernelMachine>>;
let server: FastifyInstance;
let hub: RealtimeHub;
let url: string;
const pumping = new AbortController();

beforeAll(async () => {
  kernel = await startKernelMachine();
  const metrics = createMetrics();
  server = await createHttp({
    machine: kernel.machine,
    gatekeeper,
    metrics,
    modules: [],
    config: { BALAS_TRUST_PROXY: false, BALAS_LIMIT_FACTOR: 1, publicUrl: "http://localhost" },
  });
  const liveFacts = [
    { fact: shown, permission: "see" },
    { fact: secret, permission: "see.secrets" },
  ] as never;
  hub = new RealtimeHub({ machine: kernel.machine, url: kernel.url, liveFacts, metrics });
  await hub.start();
  addRealtimeRoute(server, hub, gatekeeper);
  url = (await server.listen({ port: 0, host: "127.0.0.1" })).replace("http", "ws");
  void runPump(kernel.machine.database, [], kernel.machine.ports.log, pumping.signal);
});
afterAll(async () => {
  pumping.abort();
  await hub.stop();
  await server.close();
  await kernel.stop();
});

async function publish(...facts: [typeof shown, number][]): Promise<void> {
  await runAsTenant(
    kernel.machine,
    { organizationId: organization, actor: { kind: "system", name: "test" } },
    async (ctx) => {
      for (const [kind, n] of facts) await ctx.publish(kind, { n });
    },
  );
}

interface Message {
  type: string;
  seq: number;
  data: { n: number };
}

function connect(query: string) {
  const socket = new WebSocket(`${url}/api/v1/realtime?${query}`);
  const messages: Message[] = [];
  socket.on("message", (text) => messages.push(JSON.parse(String(text))));
  const closed = once(socket, "close").then(([code]) => code as number);
  const events = () => messages.filter((message) => message.type === "event").map((message) => message.data.n);
  return { socket, messages, closed, events };
}

test("a client gets the facts it may see, in order, and no others", async () => {
  const client = connect(`organization=${organization}&token=a`);
  await eventually(() => client.messages.some((message) => message.type === "ready"));
  await publish([shown, 1], [secret, 2], [silent, 3], [shown, 4]);
  await eventually(() => client.events().length === 2);
  expect(client.events()).toEqual([1, 4]);
  client.socket.close();
});

test("a client that was cut off 20 times has every fact once, in order", async () => {
  const first = connect(`organization=${organization}&token=a`);
  const ready = await eventually(() => first.messages.find((message) => message.type === "ready"));
  first.socket.terminate();
  let since = ready.seq;
  const got: number[] = [];
  const total = 400;
  const publishing = (async () => {
    for (let n = 0; n < total; n++) await publish([shown, 1000 + n]);
  })();
  for (let cut = 0; got.length < total; cut++) {
    const client = connect(`organization=${organization}&token=a&since=${since}`);
    const enough = cut < 20 ? 1 + Math.floor(Math.random() * 20) : total - got.length;
    await eventually(() => client.events().length >= Math.min(enough, total - got.length), 20_000);
    client.socket.terminate();
    for (const message of client.messages.filter(({ type }) => type === "event")) {
      got.push(message.data.n);
      since = message.seq;
    }
  }
  await publishing;
  expect(got).toEqual(Array.from({ length: total }, (_, n) => 1000 + n));
});

test("a seq from another life of the database is told to fetch again", async () => {
  const client = connect(`organization=${organization}&token=a&since=99999999`);
  await eventually(() => client.messages.some((message) => message.type === "refetch"));
  client.socket.close();
});

test("who may not enter, or is nobody, is turned away; garbage too", async () => {
  expect(await connect(`organization=${randomUUID()}&token=a`).closed).toBe(4401);
  expect(await connect(`organization=${organization}`).closed).toBe(4401);
  expect(await connect("organization=x&since=-1").closed).toBe(4400);
});

test("facts published while the pump rests are stamped later and still arrive", async () => {
  const client = connect(`organization=${organization}&token=a`);
  await eventually(() => client.messages.some((message) => message.type === "ready"));
  await publish([shown, 77]);
  await pumpOnce(kernel.machine.database, []);
  await eventually(() => client.events().includes(77));
  client.socket.close();
});

test("after a week facts are forgotten, and who missed some is told to fetch again", async () => {
  await publish([shown, 5], [shown, 6]);
  while ((await pumpOnce(kernel.machine.database, [])) > 0);
  kernel.clock.advance(8 * 86_400_000);
  await forgetFacts.run(systemScope(kernel.machine, "test"));
  kernel.clock.advance(-8 * 86_400_000);
  const late = connect(`organization=${organization}&token=a&since=1`);
  await eventually(() => late.messages.some((message) => message.type === "refetch"));
  late.socket.close();
  const present = connect(`organization=${organization}&token=a`);
  await eventually(() => present.messages.some((message) => message.type === "ready"));
  await publish([shown, 7]);
  await eventually(() => present.events().includes(7));
  present.socket.close();
});
