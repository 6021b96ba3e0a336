import { receiptOf } from "../messages/confirm-delivery.ts";
import type { Network } from "../network/network.ts";
import { tellConfirmed } from "../network/observers.ts";
import type { User } from "../people/user.ts";

/** A number without a socket reads one message it got; its author is told. */
export function readMessage(network: Network, reader: User, author: User, id: string): void {
  const held = network.book.find(reader.phone, author.phone, "in", id);
  if (!held || held.status === "read") return;
  const sends: (() => void)[] = [];
  network.store.transaction(() => {
    network.book.setStatus(held.seq, "read");
    network.book.advance(author.phone, reader.phone, id, "read");
    sends.push(...tellConfirmed(network, { author, reader, id, kind: "read", due: network.clock.now() }));
    const from = { user: reader, device: 0, server: network.settings.addressing };
    for (const companion of network.accounts.companions(author.phone))
      sends.push(
        network.mailbox.post({ to: companion, peer: reader.phone, stanza: receiptOf(network, from, id, "read") }),
      );
  });
  for (const send of sends) send();
}
