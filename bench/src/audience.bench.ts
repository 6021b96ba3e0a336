import { randomUUID } from "node:crypto";
import pg from "pg";
import { type BenchResult, median } from "./bench.ts";
import { startRig, succeed } from "./rig.ts";

/** People in the audience; fewer for a first look: `BENCH_ROWS=100000 npm run bench -- audience`. */
const people = Number(process.env.BENCH_ROWS ?? 1_000_000);
const rounds = 3;

/**
 * The launch of a campaign to everybody through the API, which freezes the audience without those who opted out, against
 * the bare insert-select of the same people into the same table with its keys, on the same durable database.
 */
export async function run(): Promise<BenchResult> {
  const rig = await startRig();
  const owner = new pg.Client({ connectionString: rig.postgresUrl });
  try {
    await owner.connect();
    const server = await rig.startServer(["api"]);
    const { api, organizationId } = await rig.signUpOwner(server.url);
    const sessionId = await addPeople(owner, organizationId);
    const launches: number[] = [];
    const references: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const reference = await timed(() => insertBare(owner, organizationId));
      const campaign = await succeed(
        api.post<{ id: string }>("/campaigns", {
          name: `Round ${round}`,
          audience: { type: "all" },
          sessionId,
          text: "Halo {{name|Kak}}, balas STOP untuk berhenti",
        }),
      );
      const launch = await timed(() => succeed(api.post(`/campaigns/${campaign.id}/launch`, {})));
      process.stdout.write(`launch ${launch.toFixed(2)} s, bare insert-select ${reference.toFixed(2)} s\n`);
      // The first round warms caches and files of both.
      if (round === 0) continue;
      launches.push(launch);
      references.push(reference);
    }
    const [value, reference] = [median(launches), median(references)];
    return { ratio: value / reference, value, reference, unit: "s" };
  } finally {
    await owner.end();
    await rig.stop();
  }
}

/** People with a number, a name and a field; one in a hundred said STOP. Answers a number that may send. */
async function addPeople(owner: pg.Client, organizationId: string): Promise<string> {
  await owner.query(
    `insert into contacts (organization_id, name, phone, fields, source, created_at, updated_at)
    select $1, 'Ratna ' || n, '+628' || lpad(n::text, 10, '0'), '{"kota": "Solo"}', 'import', now(), now()
    from generate_series(1, $2::int) n`,
    [organizationId, people],
  );
  await owner.query(
    `insert into opt_outs (organization_id, contact_id, at, source)
    select organization_id, id, now(), 'message' from contacts where organization_id = $1 and right(phone, 2) = '07'`,
    [organizationId],
  );
  const sessionId = randomUUID();
  await owner.query(
    `insert into sessions (organization_id, id, name, network, status, status_at, phone, pacing_profile, color, created_at)
    values ($1, $2, 'Pusat', 'sandbox', 'online', now(), '+628111', 'off', 1, now())`,
    [organizationId, sessionId],
  );
  await owner.query("vacuum analyze");
  return sessionId;
}

async function insertBare(owner: pg.Client, organizationId: string): Promise<void> {
  await owner.query(
    `insert into campaign_recipients
      (organization_id, campaign_id, contact_id, status, name, phone, jid, zone, status_at)
    select organization_id, $2, id, 'pending', name, phone, substr(phone, 2) || '@s.whatsapp.net', 'Asia/Jakarta', now()
    from contacts where organization_id = $1`,
    [organizationId, randomUUID()],
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
