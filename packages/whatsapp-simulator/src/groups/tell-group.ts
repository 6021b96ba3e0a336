import { randomBytes } from "node:crypto";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { nameTowards } from "../people/acquaintances.ts";
import { childrenOf, type Node, node } from "../wire/nodes.ts";
import type { Group } from "./group.ts";
import { named } from "./group-node.ts";

/** Tells every linked client of some phones what changed in a group. */
export function tellGroup(network: Network, group: Group, actor: string, change: Node, to: Iterable<string>): void {
  const sends = network.store.transaction(() =>
    [...new Set(to)].flatMap((phone) =>
      network.accounts.companions(phone).map((companion) =>
        network.mailbox.post({
          to: companion,
          peer: actor,
          stanza: node(
            "notification",
            {
              from: group.id,
              type: "w:gp2",
              id: randomBytes(8).toString("hex").toUpperCase(),
              t: stanzaSeconds(network),
              ...named(network, "participant", actor),
              addressing_mode: "lid",
              notify: nameTowards(network, phone, actor) ?? network.directory.find(actor)?.name,
            },
            [change],
          ),
        }),
      ),
    ),
  );
  for (const send of sends) send();
  const members = childrenOf(change, "participant").flatMap(({ attrs }) => attrs.jid ?? []);
  network.events.note("group.changed", { group: group.id, by: actor, change: change.tag, members: members.join(" ") });
}
