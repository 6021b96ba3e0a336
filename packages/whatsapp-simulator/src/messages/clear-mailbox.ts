import type { Companion } from "../login/accounts.ts";
import type { Network } from "../network/network.ts";
import { number } from "../store/row.ts";

/** How often a message is encrypted anew for a client that cannot read it. */
export const MOST_RETRIES = 5;

const OF_CLIENT = "phone = ? and device = ? and stanza_id = ?";

/** A client confirmed messages of one phone, or of any: they need not be delivered again. */
export function clearMessages(network: Network, of: Companion, ids: string[], peer: string | undefined): void {
  const byPeer = peer === undefined ? "" : "and peer = ?";
  const sql = `delete from queue where ${OF_CLIENT} and class = 'message' ${byPeer} returning id`;
  for (const id of ids) clear(network, of, sql, of.phone, of.device, id, ...(peer === undefined ? [] : [peer]));
}

/** A client confirmed a receipt, of one phone or of any, or a notification. */
export function clearConfirmed(
  network: Network,
  of: Companion,
  tag: string,
  id: string,
  type: string,
  peer: string | undefined,
): void {
  const byPeer = peer === undefined ? "" : "and peer = ?";
  const sql = `delete from queue where ${OF_CLIENT} and class = ? and type = ? ${byPeer} returning id`;
  clear(network, of, sql, of.phone, of.device, id, tag, type, ...(peer === undefined ? [] : [peer]));
}

/** A client refused a message. One that was encrypted anew meanwhile stays, until nothing more is to be tried. */
export function clearRefused(network: Network, of: Companion, id: string, error: string | undefined): void {
  const guard = error === "500" ? `and (retries = 0 or retries >= ${MOST_RETRIES})` : "";
  const sql = `delete from queue where ${OF_CLIENT} and class = 'message' ${guard} returning id`;
  clear(network, of, sql, of.phone, of.device, id);
}

/** How often a message that waits for a client was encrypted anew already. */
export function retriesOf(network: Network, of: Companion, id: string, peer: string): number {
  const sql = `select max(retries) as retries from queue where ${OF_CLIENT} and class = 'message' and peer = ?`;
  const row = network.store.one(sql, of.phone, of.device, id, peer);
  return typeof row?.retries === "number" ? row.retries : 0;
}

function clear(network: Network, of: Companion, sql: string, ...values: (string | number)[]): void {
  const connection = network.connections.of(of.phone, of.device);
  for (const row of network.store.all(sql, ...values)) connection?.written.delete(number(row, "id"));
}
