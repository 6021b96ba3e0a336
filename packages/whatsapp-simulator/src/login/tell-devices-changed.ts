import { randomBytes } from "node:crypto";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { jidOf } from "../people/user.ts";
import { node } from "../wire/nodes.ts";

/** A client was linked or removed: the other clients of the account, and of those it talks with, look again whom to encrypt for. */
export function tellDevicesChanged(network: Network, phone: string): void {
  const user = network.directory.find(phone);
  if (!user) return;
  const devices = (["pn", "lid"] as const).flatMap((server) =>
    [0, ...network.accounts.companions(phone).map((companion) => companion.device)].map((device) =>
      node("device", { jid: jidOf(user, server, device) }),
    ),
  );
  for (const other of network.accounts.phonesWithCompanions()) {
    if (other !== phone && !network.book.haveTalked(other, phone)) continue;
    for (const to of network.accounts.companions(other)) {
      const id = randomBytes(6).toString("hex");
      const attributes = { from: jidOf(user, "pn"), type: "devices", id, t: stanzaSeconds(network) };
      network.mailbox.post({
        to,
        peer: phone,
        stanza: node("notification", attributes, [node("update", {}, devices)]),
      })();
    }
  }
}
