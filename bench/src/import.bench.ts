import { once } from "node:events";
import { createReadStream, createWriteStream, openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { FormData, fetch as httpFetch } from "undici";
import type { BenchResult } from "./bench.ts";
import { type Rig, startRig, succeed } from "./rig.ts";

/** Rows of the file; fewer for a first look: `BENCH_ROWS=100000 npm run bench -- import`. */
const rows = Number(process.env.BENCH_ROWS ?? 1_000_000);

interface Import {
  id: string;
  status: string;
  failure: string | null;
  counts: { rows: number; created: number; duplicate: number; rejected: number };
}

/**
 * A file of people through the API: read, validated, deduplicated and stored, against a plain COPY of the resulting rows
 * into the same tables with their indexes, on the same durable database.
 */
export async function run(): Promise<BenchResult> {
  const rig = await startRig();
  try {
    const file = join(rig.folder, "people.csv");
    await writePeopleFile(file);
    const server = await rig.startServer(["api", "worker"]);
    const { api, organizationId } = await rig.signUpOwner(server.url);
    await succeed(api.post("/contact-fields", { label: "Kota" }));
    const id = await upload(server.url, api.headers, file);
    const mapping = { columns: ["name", "phone", "field:kota"], consentSource: "Bench" };
    await succeed(api.put(`/imports/${id}/mapping`, mapping));

    const started = performance.now();
    await succeed(api.post(`/imports/${id}/start`));
    const done = await untilFinished(() => api.get<Import>(`/imports/${id}`));
    const importSeconds = (performance.now() - started) / 1000;
    process.stdout.write(`imported in ${importSeconds.toFixed(1)} s: ${JSON.stringify(done.counts)}\n`);
    await server.stop();

    const copySeconds = await copyResult(rig, organizationId);
    process.stdout.write(`copied in ${copySeconds.toFixed(1)} s\n`);
    return {
      ratio: copySeconds / importSeconds,
      value: done.counts.rows / importSeconds,
      reference: done.counts.rows / copySeconds,
      unit: "rows/s",
    };
  } finally {
    await rig.stop();
  }
}

const givenNames = ["Sari", "Budi", "Ayu", "Dewi", "Putra", "Agus", "Rina", "Wahyu", "Siti", "Joko", "Fitri", "Hendra"];
const familyNames = ["Lestari", "Wijaya", "Santoso", "Pratama", "Hidayat", "Rahmawati", "Nugroho", "Kusuma", "Saputra"];
const towns = ["Bandung", "Surabaya", "Solo", "Medan", "Makassar", "Denpasar", "Yogyakarta"];

/** Names, numbers in the forms people use and a town; 1 % of the rows are wrong and 1 % repeat somebody. */
async function writePeopleFile(path: string): Promise<void> {
  const stream = createWriteStream(path);
  stream.write("Nama,No. HP,Kota\n");
  for (let index = 0; index < rows; index += 1) {
    const person = index % 100 === 7 ? index - 50 : index;
    // A step that shares no factor with the range visits every number once, in no order.
    const digits = `8${1 + (person % 3)}${String((person * 7_919_317) % 1_000_000_000).padStart(9, "0")}`;
    const phone = index % 100 === 3 ? "0812" : [`0${digits}`, `62${digits}`, `+62 ${digits}`][index % 3];
    const name = `${givenNames[index % 12]} ${familyNames[Math.floor(index / 12) % 9]} ${(index * 31).toString(36)}`;
    if (!stream.write(`${name},${phone},${towns[index % 7]}\n`)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
}

async function upload(url: string, headers: Record<string, string>, path: string): Promise<string> {
  const form = new FormData();
  form.append("file", await openAsBlob(path, { type: "text/csv" }), "people.csv");
  const answer = await httpFetch(`${url}/api/v1/imports`, { method: "POST", headers, body: form });
  const body = (await answer.json()) as Import;
  if (answer.status !== 201) throw new Error(`${answer.status}: ${JSON.stringify(body)}`);
  return body.id;
}

async function untilFinished(read: () => Promise<{ status: number; body: Import }>): Promise<Import> {
  for (;;) {
    const found = await succeed(read());
    if (found.status === "finished") return found;
    if (found.status === "failed") throw new Error(`the import failed: ${found.failure}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Takes the imported rows out, empties the tables and copies the rows in again, table after table. */
async function copyResult(rig: Rig, organizationId: string): Promise<number> {
  const tables = ["contacts", "contact_identities", "import_contacts"];
  const client = new pg.Client({ connectionString: rig.postgresUrl });
  await client.connect();
  try {
    const fileOf = (table: string) => join(rig.folder, `${table}.copy`);
    for (const table of tables) {
      const rowsOf = `copy (select * from ${table} where organization_id = '${organizationId}') to stdout`;
      await pipeline(client.query(copyTo(rowsOf)), createWriteStream(fileOf(table)));
    }
    await client.query(`truncate ${tables.join(", ")}, contact_tags`);
    await settleDisk(rig);
    let seconds = 0;
    for (const table of tables) {
      const started = performance.now();
      await pipeline(createReadStream(fileOf(table)), client.query(copyFrom(`copy ${table} from stdin`)));
      seconds += (performance.now() - started) / 1000;
      // Statistics from when it was empty would make each check of a foreign key walk a whole index, and hang here.
      await client.query(`analyze ${table}`);
    }
    const sizes = await Promise.all(tables.map(async (table) => (await stat(fileOf(table))).size));
    process.stdout.write(`copied ${sizes.map((size) => Math.round(size / 1e6)).join(" + ")} MB\n`);
    return seconds;
  } finally {
    await client.end();
  }
}

/** What the import left for the disk to do is not the copy's burden. */
async function settleDisk(rig: Rig): Promise<void> {
  const superuser = new pg.Client({ connectionString: rig.postgres.superuserUrl });
  await superuser.connect();
  await superuser.query("checkpoint");
  await superuser.end();
}
