// The reference of session-memory: holds N bare Baileys sockets. It is given its work and tells its state by messages.
import pg from "pg";
import { openSessionStore } from "../../apps/server/src/modules/sessions/session-store.ts";
import { startBareBaileys } from "./bare-baileys.ts";

interface Work {
  postgresUrl: string;
  url: string;
  rootPublicKey: string;
  admin: string;
  leases: { organizationId: string; sessionId: string; fence: number }[];
}

process.on("message", async ({ postgresUrl, url, rootPublicKey, admin, leases }: Work) => {
  const pool = new pg.Pool({ connectionString: postgresUrl, max: 4 });
  // Sealing costs no memory; without it the reference keeps the plainest store there is.
  const plain = { seal: (bytes: Uint8Array) => Buffer.from(bytes), open: (bytes: Uint8Array) => Buffer.from(bytes) };
  for (const lease of leases) {
    const store = openSessionStore(pool, lease, plain);
    const scan = async (qr: string) => {
      const answer = await fetch(`${admin}/mock-phone/scan-qr`, { method: "POST", body: qr });
      if (!answer.ok) throw new Error(await answer.text());
    };
    await startBareBaileys({ url, rootPublicKey, store, scan });
  }
  process.send?.("online");
});
process.send?.("ready");
