import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { insertBareSession } from "./bare-store.ts";
import type { BenchResult } from "./bench.ts";
import { pairSession, waitOnline } from "./pair-session.ts";
import { collectedMemory } from "./process-memory.ts";
import { type Rig, startRig } from "./rig.ts";

const sessions = Number(process.env.BALAS_BENCH_SESSIONS ?? 50);
/** What pairing leaves behind is gone after this long. */
const settle = 20_000;
const inspectors = { gateway: 19_331, bare: 19_332 };

/**
 * Memory that each connected number costs its process, beside bare Baileys sockets on the same kind of key store. Both
 * are paired in the measured process, settle, and collect their garbage before they are read; the process without a
 * number is the zero of both.
 */
export async function run(): Promise<BenchResult> {
  const rig = await startRig();
  try {
    const value = await gatewayMemory(rig);
    const reference = await bareMemory(rig);
    return { ratio: value / reference, value: value / 1024, reference: reference / 1024, unit: "kB/session" };
  } finally {
    await rig.stop();
  }
}

async function gatewayMemory(rig: Rig): Promise<number> {
  const api = await rig.startServer(["api", "worker"]);
  const owner = await rig.signUpOwner(api.url);
  const gateway = await rig.startServer(["gateway"], { NODE_OPTIONS: `--inspect=127.0.0.1:${inspectors.gateway}` });
  // The first number loads the library; it is there in the zero of both processes.
  const first = await pairSession(rig, owner.api, "Number 0");
  await wait(settle);
  const zero = await collectedMemory(gateway.pid, inspectors.gateway);
  const paired = [first];
  for (let number = 1; number <= sessions; number++) paired.push(await pairSession(rig, owner.api, `Number ${number}`));
  for (const { id } of paired) await waitOnline(owner.api, id);
  await wait(settle);
  const full = await collectedMemory(gateway.pid, inspectors.gateway);
  await gateway.stop();
  await api.stop();
  return report("gateway", zero, full);
}

async function bareMemory(rig: Rig): Promise<number> {
  const child = spawn(
    process.execPath,
    [`--inspect=127.0.0.1:${inspectors.bare}`, `${import.meta.dirname}/bare-sessions.ts`],
    {
      stdio: ["ignore", "inherit", "ignore", "ipc"],
    },
  );
  try {
    await once(child, "message");
    await hold(child, rig, 1);
    await wait(settle);
    const zero = await collectedMemory(child.pid ?? 0, inspectors.bare);
    await hold(child, rig, sessions);
    await wait(settle);
    return report("bare Baileys", zero, await collectedMemory(child.pid ?? 0, inspectors.bare));
  } finally {
    child.kill("SIGKILL");
  }
}

/** Has the child pair and hold this many more sockets. */
async function hold(child: ChildProcess, rig: Rig, count: number): Promise<void> {
  const { url, admin, rootPublicKey } = rig.simulator;
  const client = new pg.Client({ connectionString: rig.postgresUrl });
  await client.connect();
  const leases = [];
  for (let number = 0; number < count; number++) leases.push(await insertBareSession(client));
  await client.end();
  child.send({ postgresUrl: rig.postgresUrl, url, admin, rootPublicKey, leases });
  await once(child, "message");
}

function report(who: string, zero: number, full: number): number {
  const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  process.stdout.write(`${who}: ${megabytes(zero)} with one number, ${megabytes(full)} with ${sessions + 1}\n`);
  return (full - zero) / sessions;
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
