import { randomBytes } from "node:crypto";
import type { Network } from "../network/network.ts";
import { stanzaSeconds } from "../network/network.ts";
import type { Connection } from "../wire/connection.ts";
import { childrenOf, type Node, node } from "../wire/nodes.ts";
import { endCall } from "./ring.ts";

/** A client refuses a call, or asks for a link to one. */
export function takeCall(network: Network, connection: Connection, stanza: Node): void {
  const ask = childrenOf(stanza)[0];
  const { id, to } = stanza.attrs;
  const reply = { class: "call", id, from: to, t: stanzaSeconds(network) };
  if (ask?.tag === "link_create") {
    const token = randomBytes(16).toString("base64url");
    connection.send(
      node("ack", { ...reply, type: "link_create" }, [node("link_create", { token, media: ask.attrs.media })]),
    );
    return;
  }
  const call = network.calls.find(ask?.attrs["call-id"] ?? "");
  const isOurs = call?.to === connection.companion?.phone;
  if (ask?.tag !== "reject") {
    network.unknown.add(`call ${ask?.tag ?? ""}`.trim(), stanza);
    connection.send(node("ack", { ...reply, error: 501 }));
    return;
  }
  if (call && isOurs) endCall(network, call, "rejected");
  connection.send(node("ack", { ...reply, type: "reject", error: call && isOurs ? undefined : 404 }));
}
