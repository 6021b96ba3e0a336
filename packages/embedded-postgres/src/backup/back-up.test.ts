import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync, gzipSync } from "node:zlib";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedPostgres, startPostgres } from "../start-postgres.ts";
import { backUp } from "./back-up.ts";
import { restore } from "./restore.ts";

const small = { shared_buffers: "32MB" };
let folder: string;
let data: string;
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "balas-backup-"));
  chmodSync(folder, 0o711);
  data = join(folder, "data");
  for (const name of ["media", "simulator"]) mkdirSync(join(data, name), { recursive: true });
  writeFileSync(join(data, "master.key"), "the key", { mode: 0o600 });
  postgres = await startPostgres({ dataDirectory: join(data, "postgres"), settings: small });
  await query(
    postgres.url,
    "create table orders (id int primary key, filling text); create table lines (order_id int)",
  );
});

afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

/** Each order is a file first, then a row in two tables at once; returns the end of the writing. */
function writeMeanwhile(): { written: () => number; stop: () => Promise<void> } {
  let count = 0;
  let isStopping = false;
  const writing = (async () => {
    const network = new DatabaseSync(join(data, "simulator", "simulator.sqlite"));
    network.exec("pragma journal_mode = wal; create table seen (id int); create table seen_too (id int)");
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    while (!isStopping) {
      writeFileSync(join(data, "media", `${count + 1}.txt`), `file ${count + 1}`);
      await client.query(`begin; insert into orders values (${count + 1}, repeat(md5('${count}'), 200));
        insert into lines values (${count + 1}); commit`);
      network.exec(`begin; insert into seen values (${count}); insert into seen_too values (${count}); commit`);
      count += 1;
    }
    network.close();
    await client.end();
  })();
  return {
    written: () => count,
    stop: () => {
      isStopping = true;
      return writing;
    },
  };
}

async function serve<T>(dataFolder: string, work: (url: string) => Promise<T>): Promise<T> {
  const restored = await startPostgres({ dataDirectory: join(dataFolder, "postgres"), settings: small });
  try {
    return await work(restored.url);
  } finally {
    await restored.stop();
  }
}

test("a backup under load restores every order committed before it, whole, with its file, and without the key", async () => {
  const writer = writeMeanwhile();
  while (writer.written() < 200) await new Promise((resolve) => setTimeout(resolve, 10));
  const before = writer.written();
  const file = join(folder, "load.tar.gz");
  const manifest = await backUp({ dataFolder: data, file, version: "1.2.3" });
  const after = writer.written();
  await writer.stop();
  expect(after).toBeGreaterThan(before);

  const copy = join(folder, "copy");
  expect(await restore({ dataFolder: copy, file })).toEqual(manifest);
  expect(existsSync(join(copy, "master.key"))).toBe(false);
  await serve(copy, async (url) => {
    const [counts] = await query(
      url,
      "select (select count(*)::int from orders) as orders, (select count(*)::int from lines) as lines, (select max(id) from orders) as last",
    );
    expect(counts?.orders).toBeGreaterThanOrEqual(before);
    expect(counts).toEqual({ orders: counts?.orders, lines: counts?.orders, last: counts?.orders });
    for (const { id } of await query(url, "select id from orders")) {
      expect(readFileSync(join(copy, "media", `${id}.txt`), "utf8")).toBe(`file ${id}`);
    }
  });
  expect(readdirSync(join(copy, "simulator"))).toEqual(["simulator.sqlite"]);
  const network = new DatabaseSync(join(copy, "simulator", "simulator.sqlite"));
  const seen = network
    .prepare("select (select count(*) from seen) as seen, (select count(*) from seen_too) as too")
    .get();
  network.close();
  expect(seen?.seen).toBeGreaterThanOrEqual(before);
  expect(seen?.too).toBe(seen?.seen);
});

test("a stopped Balas can be backed up too", async () => {
  await postgres.stop();
  const file = join(folder, "cold.tar.gz");
  await backUp({ dataFolder: data, file, version: "1.2.3" });
  postgres = await startPostgres({ dataDirectory: join(data, "postgres"), settings: small });
  const copy = join(folder, "cold");
  await restore({ dataFolder: copy, file });
  const counts = "select count(*)::int as count from orders";
  expect(await serve(copy, (url) => query(url, counts))).toEqual(await query(postgres.url, counts));
});

test("a damaged or shortened backup restores nothing", async () => {
  const whole = join(folder, "whole.tar.gz");
  await backUp({ dataFolder: data, file: whole, version: "1.2.3" });
  const short = join(folder, "short.tar.gz");
  writeFileSync(short, readFileSync(whole));
  truncateSync(short, Math.floor(readFileSync(whole).length / 2));
  const changed = join(folder, "changed.tar.gz");
  const archive = gunzipSync(readFileSync(whole));
  archive.write("X", archive.indexOf("file 1"));
  writeFileSync(changed, gzipSync(archive, { level: 1 }));

  for (const [file, reason] of [
    [short, "Nothing was restored"],
    [changed, "media/1.txt is not what was backed up"],
  ] as const) {
    const target = join(folder, "never");
    await expect(restore({ dataFolder: target, file })).rejects.toThrow(reason);
    expect(readdirSync(target)).toEqual([]);
  }
});

test("restore refuses a folder that is in use, but lets the key lie there already", async () => {
  const file = join(folder, "whole.tar.gz");
  await expect(restore({ dataFolder: data, file })).rejects.toThrow("is not empty");
  const target = join(folder, "with-key");
  mkdirSync(target);
  writeFileSync(join(target, "master.key"), "the key");
  await restore({ dataFolder: target, file });
  expect(readFileSync(join(target, "master.key"), "utf8")).toBe("the key");
});

test("an existing backup is never overwritten", async () => {
  const file = join(folder, "whole.tar.gz");
  await expect(backUp({ dataFolder: data, file, version: "1.2.3" })).rejects.toThrow("name a new file");
});
