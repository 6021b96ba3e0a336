import { sql } from "kysely";
import { makePairedSession, makeSession } from "../../testing/make-session.ts";
import type { MakeTenantExample, TenantExamples } from "../../testing/tenant-example.ts";

const ofNew: MakeTenantExample = async ({ owner }) => ({ params: { id: (await makeSession(owner)).id } });

export const tenantExamples: TenantExamples = {
  "GET /sessions": async ({ owner }) => {
    await makeSession(owner);
    return {};
  },
  "POST /sessions": () => ({ body: { name: "Cabang Baru", network: "sandbox" } }),
  "GET /sessions/:id": ofNew,
  "PUT /sessions/:id": async (fixture) => ({ ...(await ofNew(fixture)), body: { name: "Cabang Lama" } }),
  "DELETE /sessions/:id": ofNew,
  "GET /sessions/:id/qr": async ({ test, owner }) => {
    const { id } = await makeSession(owner);
    const { database, ports } = test.app.machine;
    const sealed = await ports.sealer.seal(owner.organizationId, Buffer.from("2@a-code-to-scan"));
    const expiresAt = new Date(ports.clock.now().getTime() + 60_000);
    await database.withSystem("show a code", async (db) => {
      await sql`update sessions set status = 'pairing' where id = ${id}`.execute(db);
      await sql`insert into session_pairings (organization_id, session_id, sealed_qr, expires_at)
        values (${owner.organizationId}, ${id}, ${sealed}, ${expiresAt})`.execute(db);
    });
    return { params: { id } };
  },
  "GET /sessions/:id/activity": ofNew,
  "POST /sessions/:id/start": ofNew,
  "POST /sessions/:id/stop": ofNew,
  "POST /sessions/:id/restart": ofNew,
  "POST /sessions/:id/logout": async ({ test, owner }) => ({
    params: { id: (await makePairedSession(test, owner)).id },
  }),
};
