// 1,000,000 bent frames, most of them inside authenticated sessions, and 100,000 bent admin calls against a simulator
// in a process of its own: it must not crash, must answer clearly, and its memory must stay flat.
// FUZZ_FRAMES and FUZZ_CALLS make it shorter.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { simulatorClient } from "@balas/whatsapp-simulator/client";
import { fuzz } from "@balas/whatsapp-simulator/testing";

const ROUNDS = 20;
const INSIDE = 0.9;
const GROWTH = 1.25;
const FRAMES = Number(process.env.FUZZ_FRAMES ?? 1_000_000);
const CALLS = Number(process.env.FUZZ_CALLS ?? 100_000);

/** Runs the soak; resolves to what went wrong. */
export async function run(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "simulator-fuzz-"));
  const child = start(folder);
  const { url, admin, rootPublicKey } = await readyLine(child);
  const client = simulatorClient(admin);
  const target = { url, admin, rootPublicKey: Buffer.from(rootPublicKey, "base64") };
  const losses: string[] = [];
  const megabytes: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const inside = Math.round((FRAMES * INSIDE) / ROUNDS);
      const strangerFrames = Math.round((FRAMES * (1 - INSIDE)) / ROUNDS);
      const plan = {
        frames: inside,
        strangerFrames,
        adminCalls: Math.round(CALLS / ROUNDS),
        seed: 1_000 * (round + 1),
      };
      const result = await fuzz(target, plan);
      losses.push(...result.wrongAnswers.slice(0, 5).map((answer) => `unclear answer: ${answer}`));
      await client.reset();
      megabytes.push((await client.state()).memoryMegabytes);
      process.stdout.write(
        `round ${round + 1} of ${ROUNDS}: ${result.frames} frames inside, ${result.strangerFrames} outside, ` +
          `${result.adminCalls} calls, ${result.cuts} cuts, ${megabytes.at(-1)} MB\n`,
      );
    }
  } catch (error) {
    losses.push(`the simulator did not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (child.exitCode !== null) losses.push(`the simulator ended with ${child.exitCode}`);
  losses.push(...growthOf(megabytes));
  child.kill();
  rmSync(folder, { recursive: true, force: true });
  return losses;
}

/** The first rounds fill caches; from then on the highest of the last rounds may not rise above them. */
function growthOf(megabytes: number[]): string[] {
  const early = Math.max(...megabytes.slice(0, Math.ceil(megabytes.length / 2)));
  const late = Math.max(...megabytes.slice(Math.ceil(megabytes.length / 2)));
  return late > early * GROWTH ? [`memory grew from ${early} to ${late} MB`] : [];
}

function start(folder: string): ChildProcess {
  const main = fileURLToPath(import.meta.resolve("@balas/whatsapp-simulator/main"));
  return spawn(process.execPath, [main, "--data", folder], { stdio: ["ignore", "pipe", "inherit"] });
}

function readyLine(child: ChildProcess): Promise<{ url: string; admin: string; rootPublicKey: string }> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the simulator ended with ${code} before it was ready`)));
    child.stdout?.once("data", (line) => resolve(JSON.parse(String(line))));
  });
}
