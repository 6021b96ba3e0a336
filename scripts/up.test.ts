import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = dirname(import.meta.dirname);
let folder: string;
let children: ChildProcess[];

/** A tree with our scripts and packages and a server small enough to see what it is told. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "balas-up-"));
  children = [];
  cpSync(join(root, "scripts"), join(folder, "scripts"), { recursive: true });
  cpSync(join(root, "node_modules", ".package-lock.json"), join(folder, "package-lock.json"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  mkdirSync(join(folder, "apps", "server", "src"), { recursive: true });
});

afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

function up(server: string): { child: ChildProcess; lines: AsyncIterator<string> } {
  writeFileSync(join(folder, "apps", "server", "src", "main.ts"), server);
  const child = spawn(process.execPath, [join(folder, "scripts", "up.mjs")], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  return { child, lines: createInterface({ input: child.stdout! })[Symbol.asyncIterator]() };
}

const patientServer = `
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => { console.log(signal); process.exit(signal === "SIGINT" ? 7 : 0); });
  }
  setInterval(() => {}, 1000);
  console.log(process.pid);`;

test("ends with the code of the server", async () => {
  const { child } = up("process.exit(3)");
  expect(await once(child, "exit")).toEqual([3, null]);
});

test.each([
  ["SIGINT", 7],
  ["SIGTERM", 0],
] as const)("passes %s on, once, and waits for the server's own end", async (signal, code) => {
  const { child, lines } = up(patientServer);
  await lines.next();
  child.kill(signal);
  expect(await lines.next()).toEqual({ value: signal, done: false });
  expect(await once(child, "exit")).toEqual([code, null]);
});

test("killed by -9, it takes the server along", async () => {
  const { child, lines } = up(patientServer);
  await lines.next();
  child.kill("SIGKILL");
  expect(await lines.next()).toEqual({ value: "SIGTERM", done: false });
});

test("runs the server on Node 24", async () => {
  const { lines } = up("console.log(process.versions.node.split('.')[0])");
  expect(Number((await lines.next()).value)).toBeGreaterThanOrEqual(24);
});
