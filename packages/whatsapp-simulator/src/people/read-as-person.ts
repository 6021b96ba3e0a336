import { receiptOf } from "../messages/confirm-delivery.ts";
import type { Network } from "../network/network.ts";
import { tellConfirmed } from "../network/observers.ts";
import type { User } from "./user.ts";

/** A person opens its chat, with one account or with all, and reads what is there; returns how many messages. */
export function readAsPerson(network: Network, person: User, from: string | undefined): number {
  const messages = network.book.incoming(person.phone, from, "received");
  const sends: (() => void)[] = [];
  network.store.transaction(() => {
    for (const message of messages) {
      network.book.setStatus(message.seq, "read");
      const author = network.directory.find(message.author ?? message.peer);
      const group = message.peer.includes("@") ? message.peer : undefined;
      const due = network.clock.now();
      if (author)
        sends.push(...tellConfirmed(network, { author, reader: person, id: message.id, kind: "read", due, group }));
      const target = { user: person, device: 0, server: network.settings.addressing };
      for (const companion of network.accounts.companions(author?.phone ?? message.peer))
        sends.push(
          network.mailbox.post({
            to: companion,
            peer: person.phone,
            stanza: receiptOf(network, target, message.id, "read", group),
          }),
        );
    }
  });
  for (const send of sends) send();
  return messages.length;
}
