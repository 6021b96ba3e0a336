import type { ApiClient } from "../../apps/server/src/testing/api-client.ts";
import { type Rig, succeed } from "./rig.ts";

interface Session {
  id: string;
  status: string;
  phone: string | null;
}

/** Adds a sandbox number, scans its QR with a virtual phone, and resolves when it is online. */
export async function pairSession(rig: Rig, api: ApiClient, name: string): Promise<{ id: string; phone: string }> {
  const { id } = await succeed<Session>(api.post("/sessions", { name, network: "sandbox", pacingProfile: "off" }));
  const qr = await until(async () => {
    const answer = await api.get<{ text: string }>(`/sessions/${id}/qr`);
    return answer.status === 200 ? answer.body.text : undefined;
  });
  const { phone } = await rig.simulator.client.createPhone({ name });
  await rig.simulator.client.scanQr(phone, qr);
  await waitOnline(api, id);
  return { id, phone };
}

/** Resolves when the number is online. */
export async function waitOnline(api: ApiClient, id: string): Promise<void> {
  await until(
    async () => (await succeed<Session>(api.get(`/sessions/${id}`))).status === "online" || undefined,
    60_000,
  );
}

/** Asks until there is an answer, and fails after the time (milliseconds). */
export async function until<Answer>(ask: () => Promise<Answer | undefined>, within = 30_000): Promise<Answer> {
  const end = Date.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error("it did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
