import { type Network, stanzaSeconds } from "../network/network.ts";
import { jidOf, type User } from "../people/user.ts";
import type { Connection } from "../wire/connection.ts";
import { type Node, node } from "../wire/nodes.ts";

/** What somebody does in a chat. */
export type Typing = "composing" | "recording" | "paused";

/** Somebody came or went: the clients that asked about them are told. */
export function tellPresence(network: Network, user: User, isOnline: boolean): void {
  if (!network.presence.set(user.phone, isOnline, stanzaSeconds(network))) return;
  for (const [connection, jid] of network.presence.watchersOf(user.phone))
    connection.send(presenceNode(network, user, jid));
  network.events.note("presence", { phone: user.phone, presence: isOnline ? "available" : "unavailable" });
}

/** A client asks about somebody: it is told now, and whenever that changes. */
export function subscribe(network: Network, connection: Connection, user: User, jid: string): void {
  network.presence.watch(user.phone, connection, jid);
  connection.send(presenceNode(network, user, jid));
}

function presenceNode(network: Network, user: User, jid: string): Node {
  const isOnline = network.presence.isOnline(user.phone) && network.profiles.shows(user.phone, "online");
  const last = network.profiles.shows(user.phone, "last") ? network.presence.lastSeenAt(user.phone) : "deny";
  return node("presence", { from: jid, type: isOnline ? undefined : "unavailable", last: isOnline ? undefined : last });
}

/**
 * Somebody writes or records in a chat with a phone or in a group. It ends by itself after a while, because the one who
 * stops does not always say so.
 */
export function tellTyping(network: Network, user: User, to: { phone?: string; group?: string }, state: Typing): void {
  const chat = `${user.phone}>${to.group ?? to.phone}`;
  const turn = network.presence.beginTyping(chat);
  const readers = to.group ? Object.keys(network.groups.find(to.group)?.members ?? {}) : [to.phone ?? ""];
  const child =
    state === "recording" ? node("composing", { media: "audio" }) : node(state === "paused" ? "paused" : "composing");
  for (const phone of readers) {
    if (phone === user.phone || network.profiles.hasBlocked(phone, user.phone)) continue;
    for (const companion of network.accounts.companions(phone))
      network.connections
        .of(phone, companion.device)
        ?.send(node("chatstate", namesOf(network, user, to.group), [child]));
  }
  network.events.note("typing", { from: user.phone, to: to.group ?? to.phone, state });
  if (state === "paused") return;
  network.clock.at(network.clock.now() + network.settings.typingExpires, () => {
    if (network.presence.isStillTyping(chat, turn)) tellTyping(network, user, to, "paused");
  });
}

function namesOf(network: Network, user: User, group: string | undefined): Record<string, string> {
  if (group) return { from: group, participant: jidOf(user, "lid") };
  return { from: jidOf(user, network.settings.addressing) };
}
