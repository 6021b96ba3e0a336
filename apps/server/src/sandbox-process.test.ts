import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLog } from "./kernel/log.ts";
import { startSandboxProcess } from "./sandbox-process.ts";
import { eventually } from "./testing/test-app.ts";

test("the simulated network is back at its address after a kill, and ends when it is stopped", async () => {
  const folder = await mkdtemp(join(tmpdir(), "balas-sandbox-"));
  const sandbox = await startSandboxProcess(folder, createLog("silent"));
  const answers = () =>
    fetch(`${sandbox.admin}/`).then(
      () => true,
      () => false,
    );
  const pid = () => {
    const lines = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
    return Number(
      lines
        .find((line) => line.includes(`${folder}/simulator`))
        ?.trim()
        .split(" ")[0] ?? 0,
    );
  };
  try {
    expect(await answers()).toBe(true);
    const first = pid();
    process.kill(first, "SIGKILL");
    await eventually(async () => pid() !== 0 && pid() !== first && (await answers()), 20_000);
  } finally {
    await sandbox.stop();
  }
  expect(await answers()).toBe(false);
  expect(pid()).toBe(0);
  await rm(folder, { recursive: true });
});
