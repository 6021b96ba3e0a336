import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { connectionUrl, readPassword } from "./connection.ts";
import { endLeftovers } from "./end-leftovers.ts";
import type { ServerUser } from "./server-user.ts";

type Options = {
  place: string;
  binaries: string;
  user: ServerUser | undefined;
  logFile: string;
  port: number;
  log: (line: string) => void;
};

/** One PostgreSQL server and its life: it is started again when it dies, and ends with this process. */
export class ServerProcess {
  readonly #options: Options;
  #child: ChildProcess | undefined;
  #watchdog: ChildProcess | undefined;
  #isStopping = false;
  readonly #stopAtExit = () => this.#child?.kill("SIGINT");

  constructor(options: Options) {
    this.#options = options;
  }

  /** The process id, which changes when the server had to be started again. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when the server takes connections; rejects with the end of its log when it gives up. */
  async start(): Promise<void> {
    await this.#launch();
    process.once("exit", this.#stopAtExit);
  }

  /** Shuts down cleanly: clients are disconnected, everything is on disk, nothing is left running. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    process.removeListener("exit", this.#stopAtExit);
    const child = this.#child;
    if (child && isRunning(child)) {
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGINT");
      // A disk that stalls the last checkpoint must not hold us for ever; the next start recovers from the log.
      const hurry = setTimeout(() => child.kill("SIGQUIT"), 60_000);
      await ended;
      clearTimeout(hurry);
    }
    this.#watchdog?.kill("SIGKILL");
  }

  async #launch(): Promise<void> {
    const { place, binaries, user, logFile, port, log } = this.#options;
    await endLeftovers(place, log);
    const output = openLog(logFile);
    const logStart = statSync(logFile).size;
    const child = spawn(join(binaries, "postgres"), ["-D", place, "-p", String(port)], {
      ...user,
      cwd: "/",
      env: { PATH: "/usr/bin:/bin", LC_ALL: "C" },
      stdio: ["ignore", output, output],
      // A group of its own: Ctrl-C in the terminal is for Balas, which stops the server when its own work is done.
      detached: true,
    });
    closeSync(output);
    this.#child = child;
    const failure = new Promise<never>((_, reject) => {
      child.once("error", (error) => reject(new Error(`PostgreSQL could not be started: ${error.message}`)));
      child.once("exit", () => reject(new Error(`PostgreSQL did not start: ${logSince(logFile, logStart)}`)));
    });
    await Promise.race([this.#untilReady(child), failure]);
    failure.catch(() => {}); // From here its end is handled by the listener below.
    this.#watchdog = watchParent(child, this.#watchdog);
    child.once("exit", () => void this.#startAgain());
  }

  async #startAgain(): Promise<void> {
    for (let wait = 100; !this.#isStopping; wait = Math.min(wait * 2, 5000)) {
      this.#options.log("PostgreSQL ended unexpectedly and is started again.");
      try {
        await this.#launch();
        this.#options.log("PostgreSQL is back.");
        if (this.#isStopping) this.#child?.kill("SIGINT");
        return;
      } catch (error) {
        this.#options.log(error instanceof Error ? error.message : String(error));
        await sleep(wait);
      }
    }
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    const { place, port } = this.#options;
    const url = connectionUrl({ port, password: readPassword(place), role: "postgres", database: "postgres" });
    // Replaying the log after a crash may take minutes; as long as the process lives, it is getting there.
    while (isRunning(child)) {
      const client = new Client({ connectionString: url });
      client.on("error", () => {}); // A refused connection is also reported by connect().
      try {
        await client.connect();
        await client.end();
        return;
      } catch {
        await sleep(25);
      }
    }
  }
}

/** When Balas is killed by -9, the end of this pipe makes the shell stop the server: nothing is left behind. */
function watchParent(server: ChildProcess, previous: ChildProcess | undefined): ChildProcess {
  previous?.kill("SIGKILL");
  const watchdog = spawn("/bin/sh", ["-c", 'read -r _; kill -INT "$0"', String(server.pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watchdog.on("error", () => {}); // Without it the next start still finds and stops the orphan.
  watchdog.unref();
  if (watchdog.stdin && "unref" in watchdog.stdin && typeof watchdog.stdin.unref === "function") watchdog.stdin.unref();
  return watchdog;
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > 10 * 1024 * 1024) {
    rmSync(`${path}.1`, { force: true });
    renameSync(path, `${path}.1`);
  }
  return openSync(path, "a", 0o600);
}

function logSince(path: string, start: number): string {
  const lines = readFileSync(path).subarray(start).toString("utf8").trim().split("\n");
  return lines.slice(-5).join(" | ");
}
