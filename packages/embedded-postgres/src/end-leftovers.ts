import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isPostgresIn, postgresProcessesIn, processIdentity } from "./process-identity.ts";

/** Stops what a killed predecessor left running in this data directory, gently first, and clears its stale traces. */
export async function endLeftovers(dataDirectory: string, log: (line: string) => void): Promise<void> {
  const orphan = recordedServer(dataDirectory);
  if (orphan !== undefined && isPostgresIn(orphan, dataDirectory)) {
    log(`A PostgreSQL left over from a killed Balas (process ${orphan}) is being stopped.`);
    signal(orphan, "SIGINT");
    await waitUntil(() => !isPostgresIn(orphan, dataDirectory), 30_000);
  }
  // Backends whose server was killed notice it at their next wait; a busy one needs to be told.
  const isEmpty = () => postgresProcessesIn(dataDirectory).length === 0;
  for (const name of ["SIGQUIT", "SIGKILL"] as const) {
    if (await waitUntil(isEmpty, 3_000)) break;
    for (const pid of postgresProcessesIn(dataDirectory)) signal(pid, name);
  }
  if (!(await waitUntil(isEmpty, 10_000))) throw new Error(`PostgreSQL processes in ${dataDirectory} don't end.`);
  // PostgreSQL itself sorts out a dead process id, but takes a stranger of the same user for a living server.
  const recorded = recordedServer(dataDirectory);
  if (recorded !== undefined && processIdentity(recorded) !== undefined) {
    rmSync(join(dataDirectory, "postmaster.pid"), { force: true });
  }
}

function recordedServer(dataDirectory: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(dataDirectory, "postmaster.pid"), "utf8"), 10);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined; // No file: the last server ended cleanly.
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself meanwhile.
  }
}

async function waitUntil(isTrue: () => boolean, milliseconds: number): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(20)) {
    if (isTrue()) return true;
  }
  return isTrue();
}
