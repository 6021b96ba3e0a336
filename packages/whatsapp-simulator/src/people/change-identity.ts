import { randomBytes } from "node:crypto";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { node } from "../wire/nodes.ts";
import { jidOf, type User } from "./user.ts";

/** A phone was set up anew: its keys are other ones, nobody's session with it works any more, and they are told. */
export function changeIdentity(network: Network, user: User): void {
  network.store.run("delete from virtual_keys where phone = ?", user.phone);
  network.store.run("delete from signal_sessions where owner = ?", user.phone);
  network.store.run("delete from sender_keys where sender = ?", `${user.phone}:0`);
  network.store.run("delete from sender_key_holders where sender = ? or holder = ?", `${user.phone}:0`, user.phone);
  network.keys.forget();
  network.sessions.forget();
  network.senderKeys.forget();
  for (const phone of network.accounts.phonesWithCompanions()) {
    if (phone === user.phone || !network.book.haveTalked(phone, user.phone)) continue;
    for (const to of network.accounts.companions(phone)) {
      const id = randomBytes(8).toString("hex").toUpperCase();
      const attributes = { from: jidOf(user, "lid"), type: "encrypt", id, t: stanzaSeconds(network) };
      const stanza = node("notification", attributes, [node("identity")]);
      network.mailbox.post({ to, peer: user.phone, stanza })();
    }
  }
  network.events.note("identity.changed", { phone: user.phone });
}
