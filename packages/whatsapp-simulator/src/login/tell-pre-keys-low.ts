import { randomBytes } from "node:crypto";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { node, SERVER } from "../wire/nodes.ts";
import type { Companion } from "./accounts.ts";

/** Tells a client to upload more one-time keys. */
export function tellPreKeysLow(network: Network, to: Companion, left: number): void {
  const attributes = { from: SERVER, type: "encrypt", id: randomBytes(6).toString("hex"), t: stanzaSeconds(network) };
  network.mailbox.post({ to, peer: "", stanza: node("notification", attributes, [node("count", { value: left })]) })();
}
