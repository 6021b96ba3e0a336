import { type Network, stanzaSeconds } from "../network/network.ts";
import { tellConfirmed } from "../network/observers.ts";
import { type Address, jidOf, type User } from "../people/user.ts";
import { type Node, node } from "../wire/nodes.ts";

/** The phone of a person tells the author's devices that a message arrived; call inside a transaction. */
export function confirmDelivery(
  network: Network,
  author: User,
  target: Address,
  id: string,
  group?: string,
): (() => void)[] {
  const due = network.clock.now() + network.settings.receiptDelay * network.clock.speed;
  if (author.kind === "person") network.book.advance(author.phone, group ?? target.user.phone, id, "delivered");
  return [
    ...tellConfirmed(network, { author, reader: target.user, id, kind: "delivered", due, group }),
    ...network.accounts.companions(author.phone).map((companion) =>
      network.mailbox.post({
        to: companion,
        peer: target.user.phone,
        due,
        stanza: receiptOf(network, target, id, undefined, group),
      }),
    ),
  ];
}

/** The receipt of a virtual phone; without a type it means delivered. */
export function receiptOf(network: Network, from: Address, id: string, type?: "read" | "played", group?: string): Node {
  const name = jidOf(from.user, from.server);
  const names = group ? { from: group, participant: name } : { from: name };
  return node("receipt", { ...names, id, t: stanzaSeconds(network), type });
}
