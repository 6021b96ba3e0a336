import type { Companion } from "../login/accounts.ts";
import { answerMediaRetry } from "../media/answer-media-retry.ts";
import { chanceOf } from "../network/chance.ts";
import type { Network } from "../network/network.ts";
import { stanzaSeconds } from "../network/network.ts";
import { tellConfirmed } from "../network/observers.ts";
import { type Address, jidOf } from "../people/user.ts";
import type { Connection } from "../wire/connection.ts";
import { childOf, childrenOf, type Node, node } from "../wire/nodes.ts";
import { clearMessages } from "./clear-mailbox.ts";
import { sendAgain } from "./send-again.ts";

/** A linked client confirms messages, or asks for one again; acknowledged when all of it is on disk. */
export async function routeReceipt(
  network: Network,
  connection: Connection,
  from: Companion,
  stanza: Node,
): Promise<void> {
  const { id, type } = stanza.attrs;
  if (!id) return;
  const lost = network.settings.faults.dropClientReceiptChance;
  if (network.faults.strikes("dropClientReceipt", from.phone)) return;
  if (lost > 0 && chanceOf("client receipt", id, Date.now()) < lost)
    network.events.note("fault.client_receipt_dropped", { phone: from.phone, id });
  else if (type === "server-error") answerMediaRetry(network, from, stanza);
  else if (type === "retry") await sendAgain(network, from, stanza);
  else takeReceipt(network, from, stanza);
  connection.send(node("ack", { class: "receipt", id, type, to: stanza.attrs.from, from: stanza.attrs.to }));
}

function takeReceipt(network: Network, from: Companion, stanza: Node): void {
  const { id = "", type } = stanza.attrs;
  const ids = [id, ...childrenOf(childOf(stanza, "list"), "item").flatMap((item) => item.attrs.id ?? [])];
  const group = stanza.attrs.participant ? stanza.attrs.to : undefined;
  const author = network.directory.resolve(stanza.attrs.participant ?? stanza.attrs.to);
  if (type === "sender" || type === "peer_msg" || type === "hist_sync" || !author) {
    clearMessages(network, from, ids, type === "sender" ? from.phone : undefined);
    return;
  }
  const sends = network.store.transaction(() => {
    clearMessages(network, from, ids, author.user.phone);
    return ids.flatMap((one) => tellAuthor(network, from, author, one, type, group));
  });
  for (const send of sends) send();
  const detail = { from: from.phone, device: from.device, to: author.user.phone, id, group };
  network.events.note("receipt", { ...detail, kind: type ?? "delivered", count: ids.length });
}

function tellAuthor(
  network: Network,
  from: Companion,
  author: Address,
  id: string,
  type: string | undefined,
  group: string | undefined,
): (() => void)[] {
  const reader = network.directory.find(from.phone);
  if (!reader) return [];
  const isRead = type === "read" || type === "played";
  network.book.advance(author.user.phone, group ?? reader.phone, id, isRead ? "read" : "delivered");
  if (isRead) {
    const held = network.book.find(reader.phone, group ?? author.user.phone, "in", id);
    if (held) network.book.setStatus(held.seq, "read");
  }
  if (author.user === reader) return [];
  const name = jidOf(reader, author.server, from.device);
  const receipt = node("receipt", {
    ...(group ? { from: group, participant: name } : { from: name }),
    id,
    t: stanzaSeconds(network),
    type: type === "inactive" ? undefined : type,
  });
  const kind = type === "read" || type === "played" ? type : "delivered";
  return [
    ...tellConfirmed(network, { author: author.user, reader, id, kind, due: network.clock.now(), group }),
    ...network.accounts
      .companions(author.user.phone)
      .map((companion) => network.mailbox.post({ to: companion, peer: reader.phone, stanza: receipt })),
  ];
}
