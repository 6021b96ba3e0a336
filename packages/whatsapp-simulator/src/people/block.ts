import { randomBytes } from "node:crypto";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { node, SERVER } from "../wire/nodes.ts";
import { jidOf } from "./user.ts";

/** A number blocks or unblocks another one; its other clients are told. */
export function changeBlock(
  network: Network,
  phone: string,
  other: string,
  action: "block" | "unblock",
  by?: number,
): void {
  const blocked = network.profiles.of(phone).blocked.filter((one) => one !== other);
  if (action === "block") blocked.push(other);
  network.profiles.change(phone, { blocked });
  network.events.note("blocklist", { phone, other, action });
  const user = network.directory.find(other);
  if (!user) return;
  for (const to of network.accounts.companions(phone)) {
    if (to.device === by) continue;
    const attributes = {
      from: SERVER,
      type: "account_sync",
      id: randomBytes(8).toString("hex"),
      t: stanzaSeconds(network),
    };
    const items = [node("item", { action, jid: jidOf(user, "lid"), pn_jid: jidOf(user, "pn") })];
    network.mailbox.post({ to, peer: "", stanza: node("notification", attributes, [node("blocklist", {}, items)]) })();
  }
}
