import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const running = new Set();

/** Runs a program to its end and resolves to its exit code and what it printed; `isQuiet` keeps that from the terminal. */
export function run(command, args, { cwd = root, env = {}, isQuiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH}`, ...env },
      stdio: ["ignore", isQuiet ? "pipe" : "inherit", isQuiet ? "pipe" : "inherit"],
    });
    running.add(child);
    const output = [];
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    const finish = (code, note) => {
      running.delete(child);
      resolve({ code, output: Buffer.concat(output).toString("utf8") + note });
    };
    child.once("error", (error) => finish(1, `${error.message}\n`));
    child.once("close", (code) => finish(code ?? 1, ""));
  });
}

/** Passes the signals that end this program on to what it runs, so that nothing is left behind. */
export function endTogether() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      for (const child of running) child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
      process.exitCode = 130;
    });
  }
}

/** Ends the program with one sentence. */
export function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
