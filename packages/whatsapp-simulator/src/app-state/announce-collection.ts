import { randomBytes } from "node:crypto";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { node, SERVER } from "../wire/nodes.ts";

/** Tells the clients of an account, but the one that did it, that a collection of settings changed. */
export function announceCollection(
  network: Network,
  phone: string,
  name: string,
  version: number,
  by: number | undefined,
): void {
  for (const to of network.accounts.companions(phone)) {
    if (to.device === by) continue;
    const id = randomBytes(6).toString("hex");
    const attributes = { from: SERVER, type: "server_sync", id, t: stanzaSeconds(network) };
    const stanza = node("notification", attributes, [node("collection", { name, version })]);
    network.mailbox.post({ to, peer: "", stanza })();
  }
}
