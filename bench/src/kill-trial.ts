import { setTimeout as sleep } from "node:timers/promises";
import type { HeldMessage } from "@balas/whatsapp-simulator/client";
import { type ApiClient, createApiClient } from "../../apps/server/src/testing/api-client.ts";
import { pairSession, until, waitOnline } from "./pair-session.ts";
import { type Rig, type ServerProcess, startRig, succeed } from "./rig.ts";

export interface KillTrial {
  people: number;
  /** How many of the people said STOP before. */
  optedOut: number;
  incoming: number;
  kills: number;
}

type Part = "gateway" | "worker" | "server" | "postgres";

const parts: Part[] = ["gateway", "worker", "server", "postgres"];
const roles = ["api", "worker", "gateway"] as const;
const firstPhone = 6_281_500_000_000;

/**
 * A campaign while people write, and gateway, worker, the whole server and PostgreSQL are killed by -9 again and again.
 * Resolves to the sentences that say what was lost, doubled or miscounted; none when every message is accounted for.
 */
export async function runKillTrial(trial: KillTrial, say: (line: string) => void = () => {}): Promise<string[]> {
  const rig = await startRig();
  const product = new Product(rig);
  try {
    await product.start();
    const { api } = await rig.signUpOwner(product.url);
    const phones = Array.from({ length: trial.people }, (_, index) => String(firstPhone + index));
    await rig.simulator.client.createPeople({ people: phones });
    const number = await pairSession(rig, api, "Pusat");
    await addContacts(api, phones);
    const leavers = phones.slice(0, trial.optedOut);
    await optOut(rig, api, number.phone, leavers);
    const sending = new Progress(rig, trial.people - leavers.length);
    await sending.begin();
    const campaignId = await launch(api, number.id);
    say(`launched to ${trial.people} people, ${leavers.length} of them opted out`);
    const texts = phones.slice(-trial.incoming).map((phone, index) => ({ phone, text: `Tanya nomor ${index}` }));
    await Promise.all([
      writeAsPeople(rig, number.phone, texts, sending),
      killAgainAndAgain(product, trial.kills, sending, say),
    ]);

    await product.raise();
    const finalApi = product.client(api);
    await waitOnline(finalApi, number.id);
    const counts = await settled(finalApi, campaignId, trial.people - leavers.length);
    say(`counts ${JSON.stringify(counts)}`);
    return [
      ...checkCounts(counts, trial, leavers.length),
      ...product.endedByItself.map((role) => `the ${role} process ended by itself`),
      ...checkPhones(await heldMessages(rig), phones, new Set(leavers)),
      ...(await checkIncoming(finalApi, number.id, texts)),
    ];
  } finally {
    await product.stop();
    await rig.stop();
  }
}

/** The three processes of the product, started again whenever one is gone, as an operator's supervisor does. */
class Product {
  readonly #rig: Rig;
  readonly #processes = new Map<string, ServerProcess>();
  /** A process outlives its database; one that ended without being killed by us is a loss. */
  readonly endedByItself: string[] = [];

  constructor(rig: Rig) {
    this.#rig = rig;
  }

  get url(): string {
    return this.#processes.get("api")?.url ?? "";
  }

  async start(): Promise<void> {
    for (const role of roles) await this.#startRole(role);
  }

  /** The same caller, at the address that the API has now. */
  client(before: ApiClient): ApiClient {
    return createApiClient(this.url, before.headers);
  }

  async kill(part: Part): Promise<void> {
    if (part === "postgres") {
      await until(async () => killIfAlive(this.#rig.postgres.pid) || undefined);
      return;
    }
    const wanted = part === "server" ? roles : [part];
    await Promise.all(wanted.map((role) => this.#end(role)));
  }

  /** Starts what is not running; tries again while the database recovers. */
  async raise(): Promise<void> {
    await Promise.all(
      roles.map(async (role) => {
        if (this.#processes.get(role)?.hasExited()) this.endedByItself.push(role);
        while (this.#processes.get(role)?.hasExited() ?? true) {
          try {
            await this.#startRole(role);
          } catch {
            // The database is recovering; a supervisor tries again as well.
            await sleep(300);
          }
        }
      }),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#processes.keys()].map((role) => this.#end(role)));
  }

  async #end(role: string): Promise<void> {
    const running = this.#processes.get(role);
    this.#processes.delete(role);
    if (running && !running.hasExited()) await running.kill();
  }

  async #startRole(role: string): Promise<void> {
    const asked = role === "api" ? ["api", "realtime"] : [role];
    // Each of them complains rightly and at length while the database is away.
    this.#processes.set(role, await this.#rig.startServer(asked, { BALAS_LOG_LEVEL: "fatal" }));
  }
}

/** False when there is no such process at the moment: the one before was killed and the next is not up yet. */
function killIfAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
}

/** How far the campaign is, as the phones of the people see it: that answers also while the database is down. */
class Progress {
  readonly #rig: Rig;
  readonly #wanted: number;
  #before = 0;

  constructor(rig: Rig, wanted: number) {
    this.#rig = rig;
    this.#wanted = wanted;
  }

  async begin(): Promise<void> {
    this.#before = (await this.#rig.simulator.client.state()).messages;
  }

  /** From 0 to 1. */
  async share(): Promise<number> {
    const { messages } = await this.#rig.simulator.client.state();
    // Each message is held twice: by the person and by our own phone.
    return Math.min(1, (messages - this.#before) / 2 / this.#wanted);
  }
}

async function killAgainAndAgain(
  product: Product,
  kills: number,
  progress: Progress,
  say: (line: string) => void,
): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    // Each kill belongs to a stretch of the campaign, and falls anywhere within it.
    const end = Date.now() + 20_000;
    const share = (kill + Math.random()) / (kills + 1);
    while ((await progress.share()) < share && Date.now() < end) await sleep(25);
    const part = kill < parts.length ? parts[kill] : parts[Math.floor(Math.random() * parts.length)];
    if (!part) throw new Error("there is nothing to kill");
    await product.kill(part);
    say(`kill ${kill + 1}: ${part} at ${Math.round((await progress.share()) * 100)} %`);
    await sleep(Math.random() * 500);
    await product.raise();
  }
}

async function writeAsPeople(
  rig: Rig,
  to: string,
  texts: { phone: string; text: string }[],
  progress: Progress,
): Promise<void> {
  for (const [index, { phone, text }] of texts.entries()) {
    // Spread over the campaign, so that some arrive while there is no gateway and no database.
    const end = Date.now() + 2_000;
    while ((await progress.share()) < index / texts.length && Date.now() < end) await sleep(20);
    await rig.simulator.client.sendAsPerson(phone, { to, text });
  }
}

async function addContacts(api: ApiClient, phones: string[]): Promise<void> {
  const rows = phones.map((phone, index) => `Ratna ${index},+${phone}`);
  const bytes = `nama,nomor\n${rows.join("\n")}\n`;
  const uploaded = await succeed(
    api.upload<{ id: string }>("POST", "/imports", { name: "people.csv", type: "text/csv", bytes }),
  );
  const mapping = { columns: ["name", "phone"], consentSource: "Uji" };
  await succeed(api.put(`/imports/${uploaded.id}/mapping`, mapping));
  await succeed(api.post(`/imports/${uploaded.id}/start`));
  await until(async () => {
    const { status } = await succeed(api.get<{ status: string }>(`/imports/${uploaded.id}`));
    if (status === "failed") throw new Error("the import failed");
    return status === "finished" || undefined;
  }, 60_000);
}

async function optOut(rig: Rig, api: ApiClient, to: string, phones: string[]): Promise<void> {
  for (const phone of phones) await rig.simulator.client.sendAsPerson(phone, { to, text: "STOP" });
  const made = await succeed(api.post<{ id: string }>("/campaigns", { name: "Hitung", audience: { type: "all" } }));
  await until(async () => {
    const { audience } = await succeed(
      api.post<{ audience: { skipped: { reason: string; count: number }[] } }>(`/campaigns/${made.id}/check`),
    );
    return audience.skipped.find(({ reason }) => reason === "opted_out")?.count === phones.length || undefined;
  }, 60_000);
  await succeed(api.delete(`/campaigns/${made.id}`));
}

async function launch(api: ApiClient, sessionId: string): Promise<string> {
  const { id } = await succeed(
    api.post<{ id: string }>("/campaigns", {
      name: "Promo",
      audience: { type: "all" },
      sessionId,
      text: "{Halo|Hai} {{first_name|Kak}}, balas STOP untuk berhenti",
      quietHours: null,
    }),
  );
  await succeed(api.post(`/campaigns/${id}/launch`, {}));
  return id;
}

type Counts = Record<string, number>;

/** Waits until everybody is accounted for and every phone has confirmed. */
async function settled(api: ApiClient, campaignId: string, receivers: number): Promise<Counts> {
  const end = Date.now() + 180_000;
  for (;;) {
    const answer = await api.get<{ status: string; counts: Counts }>(`/campaigns/${campaignId}`);
    const { counts, status } = answer.body;
    const arrived = (counts?.delivered ?? 0) + (counts?.read ?? 0);
    if (answer.status === 200 && status === "completed" && arrived === receivers) return counts;
    if (Date.now() > end) return counts;
    await sleep(500);
  }
}

function checkCounts(counts: Counts, trial: KillTrial, leavers: number): string[] {
  const losses: string[] = [];
  const sum = Object.values(counts).reduce((all, count) => all + count, 0);
  if (sum !== trial.people) losses.push(`the counts add up to ${sum} of ${trial.people} people`);
  if (counts.failed || counts.unknown) losses.push(`${counts.failed} failed and ${counts.unknown} unknown`);
  if (counts.skipped !== leavers) losses.push(`${counts.skipped} skipped, ${leavers} opted out`);
  const arrived = (counts.delivered ?? 0) + (counts.read ?? 0);
  if (arrived !== trial.people - leavers) losses.push(`${arrived} arrived of ${trial.people - leavers}`);
  return losses;
}

async function heldMessages(rig: Rig): Promise<HeldMessage[]> {
  const all: HeldMessage[] = [];
  for (let since = 0; ; ) {
    const { messages, next } = await rig.simulator.client.messages(since);
    all.push(...messages);
    if (messages.length === 0 || next === since) return all;
    since = next;
  }
}

/** What the people's phones really hold: exactly one readable copy each, and none where somebody opted out. */
function checkPhones(held: HeldMessage[], phones: string[], leavers: Set<string>): string[] {
  const copies = new Map<string, number>();
  const seen = new Set<string>();
  for (const message of held) {
    if (message.direction !== "in" || !/^(Halo|Hai) Ratna, balas STOP/.test(message.text)) continue;
    // A message that changed its status is listed again.
    const key = `${message.owner} ${message.id}`;
    if (seen.has(key)) continue;
    seen.add(key);
    copies.set(message.owner, (copies.get(message.owner) ?? 0) + 1);
  }
  const wrong = phones.filter((phone) => (copies.get(phone) ?? 0) !== (leavers.has(phone) ? 0 : 1));
  const none = wrong.filter((phone) => !copies.has(phone)).length;
  if (wrong.length === 0) return [];
  return [`${none} people got nothing and ${wrong.length - none} got another number of copies than they should`];
}

async function checkIncoming(
  api: ApiClient,
  sessionId: string,
  texts: { phone: string; text: string }[],
): Promise<string[]> {
  const wanted = new Set(texts.map(({ text }) => text));
  const count = async () => {
    const stored = new Map<string, number>();
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: { items: { direction: string; text: string }[]; nextCursor: string | null } = await succeed(
        api.get<{ items: { direction: string; text: string }[]; nextCursor: string | null }>(
          `/sessions/${sessionId}/messages?limit=200${cursor ? `&cursor=${cursor}` : ""}`,
        ),
      );
      for (const { direction, text } of page.items)
        if (direction === "incoming" && wanted.has(text)) stored.set(text, (stored.get(text) ?? 0) + 1);
      cursor = page.nextCursor;
    }
    return stored;
  };
  const end = Date.now() + 60_000;
  let stored = await count();
  while (stored.size < wanted.size && Date.now() < end) {
    await sleep(1_000);
    stored = await count();
  }
  const doubled = [...stored.values()].filter((times) => times > 1).length;
  const losses: string[] = [];
  if (stored.size < wanted.size) losses.push(`${wanted.size - stored.size} incoming messages were lost`);
  if (doubled > 0) losses.push(`${doubled} incoming messages were stored twice`);
  return losses;
}
