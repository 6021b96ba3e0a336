import { setTimeout as sleep } from "node:timers/promises";
import type { ApiClient } from "../../apps/server/src/testing/api-client.ts";
import { type BareBaileys, startBareBaileys } from "./bare-baileys.ts";
import { openBareStore } from "./bare-store.ts";
import { type BenchResult, median } from "./bench.ts";
import { importContacts } from "./import-contacts.ts";
import { pairSession } from "./pair-session.ts";
import { type Rig, startRig, succeed } from "./rig.ts";

const people = Number(process.env.BALAS_BENCH_PEOPLE ?? 1500);
const rounds = 3;
const firstPhone = 6_281_600_000_000;
const text = "Halo {{first_name|Kak}}, balas STOP untuk berhenti";

/**
 * A campaign through the whole pipeline, pacing off, everything durable, until WhatsApp acknowledged the last message:
 * messages a second beside the bare library that awaits `sendMessage` for the same known people on the same kind of key
 * store. Both take turns, so that what else the machine does meets both.
 */
export async function run(): Promise<BenchResult> {
  const rig = await startRig();
  try {
    await rig.simulator.client.changeSettings({ sink: true });
    const phones = Array.from({ length: people }, (_, index) => String(firstPhone + index));
    await rig.simulator.client.createPeople({ people: phones });
    const balas = await startBalas(rig, phones);
    const bareStore = await openBareStore(rig.postgresUrl);
    const bare = await startBareBaileys({
      url: rig.simulator.url,
      rootPublicKey: rig.simulator.rootPublicKey,
      store: bareStore.store,
      scan: async (qr) => {
        await rig.simulator.client.scanQrWithAnyPhone(qr);
      },
    });
    // Known people: both have written to each before. Twice more, because code is compiled and statements are planned.
    for (let before = 0; before < 3; before++) {
      await sendCampaign(balas);
      await sendBare(bare, phones);
    }

    const measured = { balas: [] as number[], bare: [] as number[] };
    for (let round = 1; round <= rounds; round++) {
      measured.balas.push(await perSecond(() => sendCampaign(balas)));
      await sleep(1000);
      measured.bare.push(await perSecond(() => sendBare(bare, phones)));
      await sleep(1000);
      const last = [measured.balas.at(-1), measured.bare.at(-1)].map((rate) => rate?.toFixed(0));
      process.stdout.write(`round ${round}: Balas ${last[0]}/s, bare Baileys ${last[1]}/s\n`);
    }
    bare.close();
    await bareStore.end();
    const [value, reference] = [median(measured.balas), median(measured.bare)];
    return { ratio: value / reference, value, reference, unit: "messages/s" };
  } finally {
    await rig.stop();
  }
}

interface Balas {
  api: ApiClient;
  sessionId: string;
}

async function startBalas(rig: Rig, phones: string[]): Promise<Balas> {
  const web = await rig.startServer(["api", "worker"]);
  await rig.startServer(["gateway"]);
  const { api } = await rig.signUpOwner(web.url);
  const session = await pairSession(rig, api, "Pusat");
  await importContacts(api, phones);
  return { api, sessionId: session.id };
}

/** Resolves when the last recipient is sent. */
async function sendCampaign({ api, sessionId }: Balas): Promise<void> {
  const draft = { name: "Promo", audience: { type: "all" }, sessionId, text, quietHours: null };
  const { id } = await succeed(api.post<{ id: string }>("/campaigns", draft));
  await succeed(api.post(`/campaigns/${id}/launch`, {}));
  for (;;) {
    const { counts } = await succeed(api.get<{ counts: Record<string, number> }>(`/campaigns/${id}`));
    const sent = (counts.sent ?? 0) + (counts.delivered ?? 0) + (counts.read ?? 0);
    if (sent === people) return;
    if (counts.failed || counts.skipped) throw new Error(`not everybody was sent to: ${JSON.stringify(counts)}`);
    await sleep(25);
  }
}

async function sendBare(bare: BareBaileys, phones: string[]): Promise<void> {
  for (const [index, phone] of phones.entries()) {
    await bare.socket.sendMessage(`${phone}@s.whatsapp.net`, {
      text: `Halo Ratna ${index}, balas STOP untuk berhenti`,
    });
  }
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return people / ((performance.now() - began) / 1000);
}
