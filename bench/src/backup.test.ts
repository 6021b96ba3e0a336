import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type ApiClient, createApiClient } from "../../apps/server/src/testing/api-client.ts";
import { until, waitOnline } from "./pair-session.ts";
import { type ServerProcess, startServerProcess, succeed } from "./rig.ts";

const folders: string[] = [];
const servers: ServerProcess[] = [];
const person = { name: "Ayu Lestari", email: "ayu@example.com", password: "kopi-Senandika-2026" };

afterAll(async () => {
  for (const server of servers) if (!server.hasExited()) await server.stop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

test("a backup taken under load restores: what stood is equal, and the number is online without a new QR", async () => {
  const data = await newFolder();
  const before = await start(data);
  await succeed(createApiClient(before.url).post("/auth/register", { ...person, acceptTerms: true }));
  const signedIn = await signIn(before.url);
  const { id: organization } = await succeed<{ id: string }>(
    signedIn.post("/organizations", { name: "Kopi Senandika", zone: "Asia/Jakarta", language: "id" }),
  );
  const api = createApiClient(before.url, { ...signedIn.headers, "X-Balas-Organization": organization });
  const sessionId = await pairInSandbox(api);
  for (let number = 0; number < 50; number++) await addContact(api, `+62811000${1000 + number}`);
  const customer = await succeed<{ phone: string }>(
    api.post(`/sandbox/sessions/${sessionId}/people`, { name: "Ratna" }),
  );

  const load = writeOn(api, sessionId, customer.phone);
  await load.written(10);
  const receivedBefore = await countReceived(api, sessionId);
  const file = join(await newFolder(), "balas.tar.gz");
  await command("backup", file, data);
  await load.stop();
  await until(async () => ((await countReceived(api, sessionId)) >= load.count() ? true : undefined));
  const paired = await succeed<{ pairedAt: string; phone: string }>(api.get(`/sessions/${sessionId}`));
  await before.stop();

  const restored = join(await newFolder(), "data");
  await command("restore", file, restored);
  await copyFile(join(data, "master.key"), join(restored, "master.key"));
  const after = await start(restored);
  const again = createApiClient(after.url, {
    ...(await signIn(after.url)).headers,
    "X-Balas-Organization": organization,
  });
  await waitOnline(again, sessionId);
  expect(await succeed(again.get(`/sessions/${sessionId}`))).toMatchObject({
    pairedAt: paired.pairedAt,
    phone: paired.phone,
  });

  const people = await succeed<{ items: { phone: string }[] }>(again.get("/contacts?search=62811000&limit=200"));
  expect(people.items).toHaveLength(50);
  const received = await countReceived(again, sessionId);
  expect(received).toBeGreaterThanOrEqual(receivedBefore);
  expect(received).toBeLessThanOrEqual(load.count());

  await succeed(
    again.post(`/sandbox/sessions/${sessionId}/people/${customer.phone}/messages`, { text: "Masih buka?" }),
  );
  await until(async () => (await texts(again, sessionId)).find((text) => text === "Masih buka?"));
}, 180_000);

async function start(data: string): Promise<ServerProcess> {
  const server = await startServerProcess({
    BALAS_DATA: data,
    BALAS_LOG_LEVEL: "error",
    BALAS_LIMIT_FACTOR: "1000",
    BALAS_LIVE: "false",
  });
  servers.push(server);
  return server;
}

async function signIn(url: string): Promise<ApiClient> {
  const { accessToken } = await succeed<{ accessToken: string }>(createApiClient(url).post("/auth/login", person));
  return createApiClient(url, { Authorization: `Bearer ${accessToken}` });
}

async function pairInSandbox(api: ApiClient): Promise<string> {
  const { id } = await succeed<{ id: string }>(api.post("/sessions", { name: "Pusat", network: "sandbox" }));
  await until(async () => ((await api.get(`/sessions/${id}/qr`)).status === 200 ? true : undefined));
  await succeed(api.post(`/sandbox/sessions/${id}/scan`));
  await waitOnline(api, id);
  return id;
}

async function addContact(api: ApiClient, phone: string): Promise<void> {
  await succeed(api.post("/contacts", { name: `Orang ${phone}`, phone }));
}

/** A customer who writes without a pause, while contacts are added, until stopped. */
function writeOn(api: ApiClient, sessionId: string, phone: string) {
  let count = 0;
  let isOver = false;
  const running = (async () => {
    while (!isOver) {
      await succeed(api.post(`/sandbox/sessions/${sessionId}/people/${phone}/messages`, { text: `Pesan ${count}` }));
      count += 1;
      await addContact(api, `+62822000${10_000 + count}`);
    }
  })();
  return {
    count: () => count,
    written: (least: number) => until(async () => (count >= least ? true : undefined)),
    async stop() {
      isOver = true;
      await running;
    },
  };
}

async function texts(api: ApiClient, sessionId: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const path = `/sessions/${sessionId}/messages?limit=200&direction=incoming${cursor ? `&cursor=${cursor}` : ""}`;
    const page: { items: { text: string }[]; nextCursor: string | null } = await succeed(api.get(path));
    found.push(...page.items.map((message) => message.text));
    cursor = page.nextCursor;
  }
  return found;
}

async function countReceived(api: ApiClient, sessionId: string): Promise<number> {
  const all = await texts(api, sessionId);
  expect(new Set(all).size).toBe(all.length);
  return all.length;
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "balas-backup-"));
  await chmod(folder, 0o711);
  folders.push(folder);
  return folder;
}

async function command(name: "backup" | "restore", file: string, data: string): Promise<void> {
  const program = join(import.meta.dirname, "../../packages/embedded-postgres/src/backup/command.ts");
  const child = spawn(process.execPath, [program, name, file], {
    env: { PATH: process.env.PATH, BALAS_DATA: data },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: string[] = [];
  child.stderr.on("data", (chunk) => said.push(String(chunk)));
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${said.join("")}`);
}
