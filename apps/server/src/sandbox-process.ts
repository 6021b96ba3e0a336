import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Log } from "./kernel/log.ts";
import type { RunningRole } from "./roles/role.ts";

const program = fileURLToPath(new URL("../../../packages/whatsapp-simulator/src/main.ts", import.meta.url));

/** Starts the simulated WhatsApp network beside the server, with its state in the data folder; it ends with us. */
export async function startSandboxProcess(
  dataDirectory: string,
  log: Log,
): Promise<RunningRole & { url: string; admin: string }> {
  // The open channel is how the simulator learns that we died, also by kill -9.
  const child = spawn(process.execPath, [program, "--port", "0", "--data", `${dataDirectory}/simulator`], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const output = child.stdout;
  if (!output) throw new Error("the simulated WhatsApp network has no output");
  const first = await new Promise<string>((resolve, reject) => {
    createInterface({ input: output }).once("line", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the simulated WhatsApp network ended with code ${code}`)));
  });
  const { url, admin } = JSON.parse(first) as { url: string; admin: string };
  let isStopping = false;
  child.on("exit", (code) => {
    if (!isStopping)
      log.error({ code }, "the simulated WhatsApp network ended; sandbox numbers are offline until the next start");
  });
  return {
    url,
    admin,
    async stop() {
      isStopping = true;
      child.kill("SIGTERM");
      await exited;
    },
  };
}
