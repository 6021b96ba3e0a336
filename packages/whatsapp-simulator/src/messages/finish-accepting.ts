import { chanceOf } from "../network/chance.ts";
import type { Network } from "../network/network.ts";
import { stanzaSeconds } from "../network/network.ts";
import type { Connection } from "../wire/connection.ts";
import { childOf, childrenOf, type Node, node } from "../wire/nodes.ts";

/** What is to be done once a message is safe: written inside one transaction, then started. */
export interface Effect {
  write: () => void;
  start: () => void;
}

/** Makes a message safe, acknowledges it, then lets happen what it leads to. */
export function finishAccepting(network: Network, connection: Connection, stanza: Node, effects: Effect[]): void {
  network.store.transaction(() => {
    for (const effect of effects) effect.write();
  });
  const { dropAckChance } = network.settings.faults;
  if (network.faults.strikes("dropAck", connection.companion?.phone)) {
    // Nothing is said; the message is safe all the same.
  } else if (dropAckChance > 0 && chanceOf("ack", stanza.attrs.id ?? "", Date.now()) < dropAckChance)
    network.events.note("fault.ack_dropped", { id: stanza.attrs.id });
  else acknowledge(network, connection, stanza);
  for (const effect of effects) effect.start();
}

/** The copies in a message, each for one device. */
export function copiesIn(stanza: Node): { jid: string | undefined; enc: Node }[] {
  const direct = childOf(stanza, "enc");
  if (direct) return [{ jid: stanza.attrs.to, enc: direct }];
  return childrenOf(childOf(stanza, "participants"), "to").flatMap((copy) => {
    const enc = childOf(copy, "enc");
    return enc ? [{ jid: copy.attrs.jid, enc }] : [];
  });
}

/** Tells a client that its message is safe, or why it is refused. */
export function acknowledge(network: Network, connection: Connection, { attrs }: Node, error?: number): void {
  connection.send(node("ack", { class: "message", id: attrs.id, from: attrs.to, t: stanzaSeconds(network), error }));
}
