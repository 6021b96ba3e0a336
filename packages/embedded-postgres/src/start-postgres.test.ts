import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { postgresProcessesIn } from "./process-identity.ts";
import { type EmbeddedPostgres, type StartPostgresOptions, startPostgres } from "./start-postgres.ts";

const isRoot = process.getuid?.() === 0;
let folder: string;
let started: EmbeddedPostgres[];
let children: ChildProcess[];
let places: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "balas-postgres-"));
  chmodSync(folder, 0o711);
  started = [];
  children = [];
  places = [];
});

afterEach(async () => {
  await Promise.all(started.map((postgres) => postgres.stop()));
  for (const child of children) child.kill("SIGKILL");
  for (const place of places) {
    while (postgresProcessesIn(place).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (const postgres of started) rmSync(postgres.dataDirectory, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<StartPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const settings = { shared_buffers: "32MB", ...options.settings };
  const postgres = await startPostgres({ dataDirectory: join(folder, "postgres"), ...options, settings });
  started.push(postgres);
  return postgres;
}

/** A Balas of its own process, which can be killed. */
async function startElsewhere(): Promise<{ child: ChildProcess; serverPid: number; place: string }> {
  const code = `import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, "start-postgres.ts"))};
    const postgres = await startPostgres({ dataDirectory: process.argv[1], settings: { shared_buffers: "32MB" } });
    console.log(JSON.stringify({ serverPid: postgres.pid, place: postgres.dataDirectory }));`;
  const options = ["--input-type=module", "-e", code, join(folder, "postgres")];
  const child = spawn(process.execPath, options, { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const [line] = await once(createInterface({ input: child.stdout! }), "line");
  const facts: { serverPid: number; place: string } = JSON.parse(line);
  places.push(facts.place);
  return { child, ...facts };
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function queryUntilBack(url: string, text: string): Promise<Record<string, unknown>[]> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      return await query(url, text);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error("The server did not come back.");
}

async function ended(pid: number): Promise<void> {
  const isAlive = () => {
    try {
      return process.kill(pid, 0) && !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
    } catch {
      return false;
    }
  };
  while (isAlive()) await new Promise((resolve) => setTimeout(resolve, 20));
}

test("serves as owner of the database balas, keeps the data over a stop, and leaves no process behind", async () => {
  const first = await start();
  const [who] = await query(
    first.url,
    "select current_user as role, current_database() as database, rolsuper from pg_roles where rolname = current_user",
  );
  expect(who).toEqual({ role: "owner", database: "balas", rolsuper: false });
  await query(first.url, "create table kept as select 42 as answer");
  await first.stop();
  await first.stop();
  expect(postgresProcessesIn(first.dataDirectory)).toEqual([]);

  const second = await start();
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("is durable, fitted to the machine, in UTF-8 with Unicode case folding, and keeps texts out of the log", async () => {
  const { url } = await start();
  const names = [
    "fsync",
    "synchronous_commit",
    "full_page_writes",
    "max_connections",
    "listen_addresses",
    "server_encoding",
  ];
  const rows = await query(url, `select name, setting from pg_settings where name in ('${names.join("','")}')`);
  expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    max_connections: "200",
    listen_addresses: "127.0.0.1",
    server_encoding: "UTF8",
  });
  expect(await query(url, "select lower('ÄÉ') as folded")).toEqual([{ folded: "äé" }]);
  await expect(query(url, "select 'my secret text'::int")).rejects.toThrow();
  expect(readFileSync(join(folder, "postgres.log"), "utf8")).not.toContain("select");
});

test("asks every client for the password, which only its user may read", async () => {
  const { url, dataDirectory } = await start();
  const wrong = new URL(url);
  wrong.password = "wrong";
  await expect(query(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
  expect(statSync(join(dataDirectory, "balas.password")).mode & 0o777).toBe(0o600);
});

test("two copies run side by side", async () => {
  const [first, second] = await Promise.all([
    start({ dataDirectory: join(folder, "a") }),
    start({ dataDirectory: join(folder, "b") }),
  ]);
  expect(first.port).not.toBe(second.port);
});

test("refuses a second start on the same data with a sentence that names the first", async () => {
  const { child } = await startElsewhere();
  const refusal = `is in use by another Balas \\(process ${child.pid}\\): stop that one first, or set BALAS_DATA`;
  await expect(start()).rejects.toThrow(new RegExp(refusal));
});

test("refuses a folder with other things in it", async () => {
  const dataDirectory = join(folder, "mine");
  mkdirSync(dataDirectory);
  writeFileSync(join(dataDirectory, "thesis.txt"), "");
  await expect(start({ dataDirectory })).rejects.toThrow("neither empty nor a PostgreSQL data folder");
  expect(() => lstatSync(`${dataDirectory}.lock`)).toThrow("ENOENT");
});

describe("after kill -9", () => {
  test("of the server, the server is started again on the same port and committed rows are there", async () => {
    const postgres = await start();
    await query(postgres.url, "create table kept as select 1 as answer");
    const before = postgres.pid!;
    process.kill(before, "SIGKILL");
    expect(await queryUntilBack(postgres.url, "select answer from kept")).toEqual([{ answer: 1 }]);
    expect(postgres.pid).not.toBe(before);
  });

  test("of Balas, the server ends by itself", async () => {
    const { child, serverPid } = await startElsewhere();
    child.kill("SIGKILL");
    await ended(serverPid);
  });

  test("of Balas and its watchdog, the next start stops the orphan and goes on", async () => {
    const { child, serverPid, place } = await startElsewhere();
    for (const pid of watchdogsOf(serverPid)) process.kill(pid, "SIGKILL");
    child.kill("SIGKILL");
    await ended(child.pid!);
    expect(postgresProcessesIn(place)).toContain(serverPid);

    const lines: string[] = [];
    const postgres = await start({ log: (line) => lines.push(line) });
    expect(await query(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(lines.join()).toContain(`left over from a killed Balas (process ${serverPid})`);
    await ended(serverPid);
  });

  test("of everything, a process id taken over by another program does not stop the start", async () => {
    const { child, serverPid, place } = await startElsewhere();
    for (const pid of [...watchdogsOf(serverPid), child.pid!, serverPid]) process.kill(pid, "SIGKILL");
    await ended(child.pid!);
    await ended(serverPid);
    const { uid, gid } = statSync(place);
    const stranger = spawn("sleep", ["60"], isRoot ? { uid, gid } : {});
    children.push(stranger);
    const file = join(place, "postmaster.pid");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^\d+/, String(stranger.pid)));

    const postgres = await start();
    expect(await query(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(stranger.exitCode).toBeNull();
  });
});

describe.runIf(isRoot)("as root", () => {
  test("the server runs as another user", async () => {
    const postgres = await start();
    expect(statSync(`/proc/${postgres.pid}`).uid).not.toBe(0);
    expect(statSync(postgres.dataDirectory).uid).toBe(statSync(`/proc/${postgres.pid}`).uid);
  });

  test("in a home closed to others the data is kept in /var/lib/balas, said in one line and found again", async () => {
    chmodSync(folder, 0o700);
    const lines: string[] = [];
    const first = await start({ log: (line) => lines.push(line) });
    expect(first.dataDirectory).toMatch(/^\/var\/lib\/balas\//);
    expect(lines).toEqual([expect.stringContaining(`its data is kept in ${first.dataDirectory}`)]);
    expect(lstatSync(join(folder, "postgres")).isSymbolicLink()).toBe(true);
    await query(first.url, "create table kept as select 7 as answer");
    await first.stop();

    const second = await start();
    expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 7 }]);
    await second.stop();
    rmSync(dirname(second.dataDirectory), { recursive: true });
  });
});

function watchdogsOf(serverPid: number): number[] {
  return readProcesses()
    .filter(({ command }) => command.endsWith(`kill -INT "$0"\0${serverPid}\0`))
    .map(({ pid }) => pid);
}

function readProcesses(): { pid: number; command: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, "utf8") }];
      } catch {
        return [];
      }
    });
}
