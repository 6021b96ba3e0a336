import { confirmDelivery } from "../messages/confirm-delivery.ts";
import type { Network } from "../network/network.ts";
import { reactTo } from "./react.ts";
import type { User } from "./user.ts";

/** A phone that was off is on again: it confirms what came meanwhile, and its owner may react. */
export function announcePhoneOn(network: Network, person: User): void {
  const sends: (() => void)[] = [];
  const server = network.settings.addressing;
  network.store.transaction(() => {
    for (const message of network.book.incoming(person.phone, undefined, "unconfirmed")) {
      network.book.setStatus(message.seq, "received");
      const author = network.directory.find(message.author ?? message.peer);
      const group = message.peer.includes("@") ? message.peer : undefined;
      if (!author) continue;
      sends.push(...confirmDelivery(network, author, { user: person, device: 0, server }, message.id, group));
      if (!group) sends.push(...reactTo(network, { person, author, id: message.id, server }));
    }
  });
  for (const send of sends) send();
}
