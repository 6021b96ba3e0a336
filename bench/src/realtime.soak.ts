import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { RealtimeClient } from "../../apps/server/src/testing/realtime-client.ts";
import { pairSession, until } from "./pair-session.ts";
import { type Rig, startRig, succeed } from "./rig.ts";

const perSecond = 200;
const seconds = 60;
const people = 200;
const cuts = 20;

/**
 * 200 messages a second from people who wrote before, through the simulated network, the gateway and the pump, while the
 * client's line is cut at random: the client must hold every message once, in the order of `seq`.
 */
export async function run(): Promise<string[]> {
  const rig = await startRig();
  try {
    return await losses(rig);
  } finally {
    await rig.stop();
  }
}

async function losses(rig: Rig): Promise<string[]> {
  const server = await rig.startServer(["api", "worker", "gateway", "realtime"]);
  const owner = await rig.signUpOwner(server.url);
  const session = await pairSession(rig, owner.api, "Pusat");
  const screen = new RealtimeClient(server.url, owner, 0);
  await screen.connect();

  const simulator = rig.simulator.client;
  const load = await simulator.startIncomingLoad({ to: session.phone, people, ratePerSecond: perSecond, seconds });
  await until(async () => (await simulator.incomingLoad(load.id)).state !== "preparing" || undefined, 300_000);
  process.stdout.write("the stream begins\n");
  for (let cut = 0; cut < cuts; cut += 1) {
    await sleep(randomInt(Math.floor((2 * seconds * 1000) / (cuts + 1))));
    screen.cut();
    await sleep(randomInt(500));
    await screen.connect();
  }
  const end = await until(async () => {
    const state = await simulator.incomingLoad(load.id);
    if (state.state === "failed") throw new Error(`the load failed: ${state.error}`);
    return state.state === "done" ? state : undefined;
  }, 300_000);
  const wanted = end.written + end.warmedUp;
  const received = () => screen.facts.filter((fact) => fact.name === "message.received");
  await until(async () => received().length >= wanted || undefined, 60_000).catch(() => undefined);
  process.stdout.write(`${wanted} messages written, ${received().length} arrived, ${cuts} cuts\n`);
  screen.cut();

  const ids = received().map((fact) => (fact.data as { message: { id: string } }).message.id);
  const stored = await storedIncoming(owner.api, session.id);
  return [
    ...unequal("messages stored", stored.size, wanted),
    ...unequal("messages on the client", ids.length, wanted),
    ...unequal("different messages on the client", new Set(ids).size, wanted),
    ...unequal("stored messages missing on the client", [...stored].filter((id) => !new Set(ids).has(id)).length, 0),
    ...unequal("answers that the gap was too large", screen.refetches, 0),
    ...(inOrder(screen.facts.map((fact) => fact.seq)) ? [] : ["facts came out of the order of seq"]),
  ];
}

function unequal(what: string, is: number, wanted: number): string[] {
  return is === wanted ? [] : [`${what}: ${is} instead of ${wanted}`];
}

function inOrder(seqs: number[]): boolean {
  return seqs.every((seq, index) => index === 0 || seq > (seqs[index - 1] ?? 0));
}

async function storedIncoming(api: Parameters<typeof pairSession>[1], sessionId: string): Promise<Set<string>> {
  const ids = new Set<string>();
  let cursor = "";
  do {
    const page = await succeed<{ items: { id: string }[]; nextCursor: string | null }>(
      api.get(`/sessions/${sessionId}/messages?direction=incoming&limit=200${cursor}`),
    );
    for (const { id } of page.items) ids.add(id);
    cursor = page.nextCursor === null ? "" : `&cursor=${encodeURIComponent(page.nextCursor)}`;
  } while (cursor !== "");
  return ids;
}
