import { sql } from "kysely";
import type { TestApp, TestOwner } from "./test-app.ts";

let numbers = 0;

/** Adds a number of the simulated network through the API; it is not paired. */
export async function makeSession(owner: TestOwner): Promise<{ id: string }> {
  const made = await owner.api.post<{ id: string }>("/sessions", { name: "Toko Pusat", network: "sandbox" });
  if (made.status !== 201) throw new Error(`no session: ${made.status} ${JSON.stringify(made.body)}`);
  return { id: made.body.id };
}

/** Adds a number that looks paired and online, where no gateway runs: what is sent by it waits in its queue. */
export async function makePairedSession(test: TestApp, owner: TestOwner): Promise<{ id: string; phone: string }> {
  const { id } = await makeSession(owner);
  numbers += 1;
  const phone = `+6281190${String(numbers).padStart(6, "0")}`;
  const { database, ports } = test.app.machine;
  await database.withSystem("pair a number", (db) =>
    sql`update sessions set status = 'online', phone = ${phone}, jid = ${`${phone.slice(1)}@s.whatsapp.net`},
      paired_at = ${ports.clock.now()}, last_online_at = ${ports.clock.now()} where id = ${id}`.execute(db),
  );
  return { id, phone };
}
