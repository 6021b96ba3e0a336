import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** Returns a mark that two processes with the same id never share, or undefined when no such process lives. */
export function processIdentity(pid: number): string | undefined {
  if (!isSignalable(pid)) return undefined;
  if (process.platform === "linux") return linuxIdentity(pid);
  const started = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim();
  return started === "" ? undefined : started;
}

/** Returns the ids of the PostgreSQL processes, server and backends, that work in this data directory. */
export function postgresProcessesIn(dataDirectory: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isPostgresIn(pid, dataDirectory));
}

/** Tells whether this process is a PostgreSQL server working in this data directory, and not another program. */
export function isPostgresIn(pid: number, dataDirectory: string): boolean {
  if (process.platform === "linux") {
    // A killed process that nobody has reaped yet has no links left to read: it counts as gone.
    const program = readLink(`/proc/${pid}/exe`);
    return basename(program ?? "").startsWith("postgres") && readLink(`/proc/${pid}/cwd`) === dataDirectory;
  }
  const command = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
  return command.includes("postgres") && command.includes(dataDirectory);
}

function linuxIdentity(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name in parentheses may hold spaces, so count fields after the last one: state is 3, start time is 22.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return undefined;
  return `${readText("/proc/sys/kernel/random/boot_id")?.trim()}:${fields[19]}`;
}

function isSignalable(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // The process ended between two looks.
  }
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined; // The process ended, or it belongs to another user and so is not ours.
  }
}
