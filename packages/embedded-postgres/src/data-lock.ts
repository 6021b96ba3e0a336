import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { processIdentity } from "./process-identity.ts";

/** Who uses a data directory, and where its server listens once it is ready. */
export type DataLock = { pid: number; identity: string; port?: number };

/** Makes this process the only user of the data directory, or refuses with one sentence that names the other one. */
export async function takeDataLock(dataDirectory: string): Promise<void> {
  const path = lockPath(dataDirectory);
  const mine: DataLock = { pid: process.pid, identity: processIdentity(process.pid) ?? "" };
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      writeFileSync(path, JSON.stringify(mine), { flag: "wx", mode: 0o644 });
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = readDataLock(dataDirectory);
    // An empty file belongs to someone who has created it this instant; after a second it is a leftover.
    if (holder === undefined && attempt < 10) await sleep(100);
    else if (holder !== undefined && isHeld(holder)) throw inUse(dataDirectory, holder);
    else removeStale(path, holder);
  }
  throw new Error(`The lock file ${path} can't be taken; remove it if no Balas runs on this data.`);
}

/** Tells others on this machine where the server listens. */
export function publishPort(dataDirectory: string, port: number): void {
  const path = lockPath(dataDirectory);
  const lock: DataLock = { pid: process.pid, identity: processIdentity(process.pid) ?? "", port };
  writeFileSync(`${path}.new`, JSON.stringify(lock), { mode: 0o644 });
  renameSync(`${path}.new`, path);
}

/** Lets another process use the data directory. */
export function releaseDataLock(dataDirectory: string): void {
  rmSync(lockPath(dataDirectory), { force: true });
}

/** Returns what the lock file says, held or left over, or undefined when there is none. */
export function readDataLock(dataDirectory: string): DataLock | undefined {
  try {
    const lock: unknown = JSON.parse(readFileSync(lockPath(dataDirectory), "utf8"));
    return isDataLock(lock) ? lock : undefined;
  } catch {
    return undefined; // Absent, or cut short by a crash: both mean that nobody holds it.
  }
}

/** Tells whether the process that wrote this lock is still the one that runs under its id. */
export function isHeld(lock: DataLock): boolean {
  return processIdentity(lock.pid) === lock.identity;
}

function removeStale(path: string, expected: DataLock | undefined): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // Someone else was faster.
  }
  const moved = readFileSync(aside, "utf8");
  // Between the look and the rename another process may have taken the lock: give it back.
  const isExpected = expected === undefined || moved === JSON.stringify(expected);
  if (isExpected) rmSync(aside);
  else renameSync(aside, path);
}

function isDataLock(value: unknown): value is DataLock {
  return typeof value === "object" && value !== null && "pid" in value && "identity" in value;
}

function inUse(dataDirectory: string, holder: DataLock): Error {
  return new Error(
    `The data in ${dataDirectory} is in use by another Balas (process ${holder.pid}): stop that one first, or set BALAS_DATA to another folder.`,
  );
}

function lockPath(dataDirectory: string): string {
  return `${dataDirectory}.lock`;
}
