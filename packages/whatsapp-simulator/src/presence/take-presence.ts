import type { Network } from "../network/network.ts";
import type { Connection } from "../wire/connection.ts";
import { childrenOf, type Node } from "../wire/nodes.ts";
import { subscribe, tellPresence, tellTyping } from "./tell-presence.ts";

/** A client says that somebody looks at it or no longer does, what they are called, or asks about somebody. */
export function takePresence(network: Network, connection: Connection, stanza: Node): void {
  const { companion } = connection;
  const { attrs } = stanza;
  const user = companion && network.directory.find(companion.phone);
  if (!user) return;
  if (attrs.type === "subscribe") {
    const target = network.directory.resolve(attrs.to);
    if (target) subscribe(network, connection, target.user, attrs.to ?? "");
    return;
  }
  if (attrs.name && user.name !== attrs.name) network.directory.create({ phone: user.phone, name: attrs.name });
  if (attrs.type !== "available" && attrs.type !== "unavailable") return;
  connection.available = attrs.type === "available";
  tellPresence(
    network,
    user,
    network.connections.ofAccount(user.phone).some((one) => one.available && one.isOpen),
  );
}

/** A client says what somebody does in a chat. */
export function takeTyping(network: Network, { companion }: Connection, stanza: Node): void {
  const user = companion && network.directory.find(companion.phone);
  const what = childrenOf(stanza)[0];
  if (!user || !what) return;
  const state = what.attrs.media === "audio" ? "recording" : what.tag === "paused" ? "paused" : "composing";
  const group = network.groups.find(stanza.attrs.to ?? "");
  const phone = network.directory.resolve(stanza.attrs.to)?.user.phone;
  if (group?.members[user.phone] !== undefined) tellTyping(network, user, { group: group.id }, state);
  else if (phone !== undefined) tellTyping(network, user, { phone }, state);
}
