import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Log } from "./kernel/log.ts";
import type { RunningRole } from "./roles/role.ts";

const program = fileURLToPath(new URL("../../../packages/whatsapp-simulator/src/main.ts", import.meta.url));
const firstPause = 500;
const longestPause = 30_000;

interface Launched {
  child: ChildProcess;
  exited: Promise<number | null>;
  /** Resolves to its addresses when it listens; rejects when it ends before. */
  ready: Promise<{ url: string; admin: string }>;
}

/**
 * Starts the simulated WhatsApp network beside the server, with its state in the data folder; it ends with us. When it
 * ends by itself it is started again at the same address, and numbers of the sandbox connect anew.
 */
export async function startSandboxProcess(
  dataDirectory: string,
  log: Log,
): Promise<RunningRole & { url: string; admin: string }> {
  let current = launch(dataDirectory, "0");
  const addresses = await current.ready;
  const { port } = new URL(addresses.url);
  const stopping = new AbortController();

  async function keepAlive(): Promise<void> {
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      const code = await current.exited;
      if (stopping.signal.aborted) return;
      log.error({ code }, "the simulated WhatsApp network ended and is started again");
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      current = launch(dataDirectory, port);
      const isReady = await current.ready.then(
        () => true,
        () => false,
      );
      if (isReady) pause = firstPause;
    }
  }
  const kept = keepAlive();
  return {
    ...addresses,
    async stop() {
      stopping.abort();
      current.child.kill("SIGTERM");
      await kept;
      await current.exited;
    },
  };
}

function launch(dataDirectory: string, port: string): Launched {
  // The open channel is how the simulator learns that we died, also by kill -9.
  const child = spawn(process.execPath, [program, "--port", port, "--data", `${dataDirectory}/simulator`], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const output = child.stdout;
  if (!output) throw new Error("the simulated WhatsApp network has no output");
  const exited = new Promise<number | null>((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.once("error", () => resolve(null));
  });
  const ready = new Promise<{ url: string; admin: string }>((resolve, reject) => {
    createInterface({ input: output }).once("line", (line) => resolve(JSON.parse(line)));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the simulated WhatsApp network ended with code ${code}`)));
  });
  return { child, exited, ready };
}
