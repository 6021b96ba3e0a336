import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { RealtimeClient } from "../../apps/server/src/testing/realtime-client.ts";
import { startBareBaileys } from "./bare-baileys.ts";
import { openBareStore } from "./bare-store.ts";
import type { BenchResult } from "./bench.ts";
import { pairSession, until } from "./pair-session.ts";
import { type Rig, startRig } from "./rig.ts";

const load = { people: 200, ratePerSecond: 200, seconds: Number(process.env.BALAS_BENCH_SECONDS ?? 20) };

/**
 * From the moment the simulated network writes a message to its socket until a screen has it, at 200 messages a second
 * from people who wrote before: the 99th percentile, beside that of the bare library's own event under the same load.
 */
export async function run(): Promise<BenchResult> {
  const rig = await startRig();
  try {
    const value = await productLatency(rig);
    const reference = await bareLatency(rig);
    return { ratio: value / reference, value, reference, unit: "ms" };
  } finally {
    await rig.stop();
  }
}

async function productLatency(rig: Rig): Promise<number> {
  const server = await rig.startServer(["api", "worker", "gateway", "realtime"]);
  const owner = await rig.signUpOwner(server.url);
  const session = await pairSession(rig, owner.api, "Pusat");
  const screen = new RealtimeClient(server.url, owner);
  await screen.connect();
  const written = await stream(rig, session.phone);
  const arrived = new Map<string, number>();
  await until(async () => {
    for (const fact of screen.facts.splice(0)) {
      if (fact.name !== "message.received") continue;
      arrived.set((fact.data as { message: { text: string } }).message.text, fact.arrivedAt);
    }
    return [...written.keys()].every((text) => arrived.has(text)) || undefined;
  }, 120_000);
  screen.cut();
  await server.stop();
  return report("Balas, on the screen", written, arrived);
}

async function bareLatency(rig: Rig): Promise<number> {
  const bareStore = await openBareStore(rig.postgresUrl);
  const bare = await startBareBaileys({
    url: rig.simulator.url,
    rootPublicKey: rig.simulator.rootPublicKey,
    store: bareStore.store,
    scan: async (qr) => {
      await rig.simulator.client.scanQrWithAnyPhone(qr);
    },
  });
  const arrived = new Map<string, number>();
  bare.socket.ev.on("messages.upsert", ({ messages }) => {
    const now = performance.timeOrigin + performance.now();
    for (const { message } of messages) if (message?.conversation) arrived.set(message.conversation, now);
  });
  const written = await stream(rig, bare.phone);
  await until(async () => [...written.keys()].every((text) => arrived.has(text)) || undefined, 60_000);
  bare.close();
  await bareStore.end();
  return report("bare Baileys, its event", written, arrived);
}

/** Streams the load to a phone and resolves to the moment at which each text was written to the socket. */
async function stream(rig: Rig, to: string): Promise<Map<string, number>> {
  const simulator = rig.simulator.client;
  const text = `load ${randomBytes(3).toString("hex")}`;
  // A warm-up first: people are met, code is compiled and statements are planned then, in both.
  await streamed(rig, { ...load, to, seconds: 15, text: `${text} warm` });
  await sleep(2000);
  const state = await streamed(rig, { ...load, to, text });
  const textOf = new Map<string, string>();
  for (let since = 0; ; ) {
    const { messages, next } = await simulator.messages(since);
    for (const message of messages) textOf.set(message.id, message.text);
    if (messages.length === 0 || next === since) break;
    since = next;
  }
  return new Map(state.writtenAt.flatMap(([id, at]) => [[textOf.get(id) ?? id, at] as const]));
}

async function streamed(rig: Rig, wish: Parameters<Rig["simulator"]["client"]["startIncomingLoad"]>[0]) {
  const simulator = rig.simulator.client;
  const { id } = await simulator.startIncomingLoad(wish);
  return until(async () => {
    const state = await simulator.incomingLoad(id);
    if (state.state === "failed") throw new Error(`the load failed: ${state.error}`);
    return state.state === "done" ? state : undefined;
  }, 300_000);
}

function report(who: string, written: Map<string, number>, arrived: Map<string, number>): number {
  const took = [...written].map(([text, at]) => (arrived.get(text) ?? Number.POSITIVE_INFINITY) - at);
  took.sort((one, other) => one - other);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN;
  const [half, most, worst] = [at(0.5), at(0.99), at(1)].map((value) => value.toFixed(1));
  process.stdout.write(
    `${who}: ${took.length} messages, half within ${half} ms, 99 % within ${most} ms, all within ${worst} ms\n`,
  );
  return at(0.99);
}
