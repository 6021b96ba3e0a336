import { decodeBinaryNode, encodeBinaryNode } from "baileys";
import type { Network } from "../network/network.ts";
import type { Connection } from "../wire/connection.ts";
import { childrenOf } from "../wire/nodes.ts";

const HELD_AT_MOST_MS = 500;
const held = new WeakMap<Connection, Uint8Array>();

/** Writes a stanza to a client as the rules have it: late, after the next one, twice, or damaged. */
export async function writeBadly(
  network: Pick<Network, "faults">,
  connection: Connection,
  phone: string,
  encoded: Uint8Array,
  isMessage: boolean,
): Promise<void> {
  const { faults } = network;
  let bytes = encoded;
  if (isMessage && faults.strikes("corruptMessage", phone)) bytes = await damaged(encoded);
  const late = faults.strikes("delay", phone)?.value ?? 0;
  if (late > 0) await new Promise((resolve) => setTimeout(resolve, late).unref());
  const waiting = held.get(connection);
  if (!waiting && isMessage && faults.strikes("reorder", phone)) {
    held.set(connection, bytes);
    setTimeout(() => release(connection), HELD_AT_MOST_MS).unref();
    return;
  }
  connection.sendEncoded(bytes);
  if (waiting && isMessage) release(connection);
  if (faults.strikes("duplicate", phone)) connection.sendEncoded(bytes);
}

function release(connection: Connection): void {
  const waiting = held.get(connection);
  held.delete(connection);
  if (waiting) connection.sendEncoded(waiting);
}

/** Bends a byte of what is encrypted for the client, so that its check of the message fails. */
async function damaged(encoded: Uint8Array): Promise<Uint8Array> {
  const stanza = await decodeBinaryNode(Buffer.from(encoded));
  for (const enc of childrenOf(stanza, "enc"))
    if (enc.content instanceof Uint8Array) {
      const content = Buffer.from(enc.content);
      content[content.length - 3] = (content.at(-3) ?? 0) ^ 0xff;
      enc.content = content;
    }
  return encodeBinaryNode(stanza);
}
