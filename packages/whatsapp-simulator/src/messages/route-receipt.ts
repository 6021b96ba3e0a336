import { proto } from "baileys";
import type { Companion } from "../login/accounts.ts";
import { chanceOf } from "../network/chance.ts";
import type { Network } from "../network/network.ts";
import { stanzaSeconds } from "../network/network.ts";
import { type Address, jidOf } from "../people/user.ts";
import { peerOf } from "../signal/seal-for-companion.ts";
import type { Connection } from "../wire/connection.ts";
import { bytesOfChild, childOf, childrenOf, type Node, node } from "../wire/nodes.ts";
import { sealCopy } from "./send-from-phone.ts";

/** A linked client confirms messages, or asks for one again: its mailbox is cleared and the author is told. */
export async function routeReceipt(
  network: Network,
  connection: Connection,
  from: Companion,
  stanza: Node,
): Promise<void> {
  const { id, type } = stanza.attrs;
  if (!id) return;
  connection.send(node("ack", { class: "receipt", id, type, to: stanza.attrs.from, from: stanza.attrs.to }));
  const lost = network.settings.faults.dropClientReceiptChance;
  if (lost > 0 && chanceOf("client receipt", id, Date.now()) < lost)
    return network.events.note("fault.client_receipt_dropped", { phone: from.phone, id });
  const ids = [id, ...childrenOf(childOf(stanza, "list"), "item").flatMap((item) => item.attrs.id ?? [])];
  const author = network.directory.resolve(stanza.attrs.to);
  if (type === "retry") return await sendAgain(network, from, author, stanza);
  if (type === "sender" || type === "peer_msg" || type === "hist_sync" || !author) {
    network.mailbox.messagesReceived(from, ids, type === "sender" ? from.phone : undefined);
    return;
  }
  network.store.transaction(() => {
    network.mailbox.messagesReceived(from, ids, author.user.phone);
    for (const one of ids) tellAuthor(network, from, author, one, type);
  });
  network.events.note("receipt", {
    from: from.phone,
    device: from.device,
    to: author.user.phone,
    id,
    type: type ?? "delivered",
    count: ids.length,
  });
}

function tellAuthor(network: Network, from: Companion, author: Address, id: string, type: string | undefined): void {
  const reader = network.directory.find(from.phone);
  if (!reader) return;
  const isRead = type === "read" || type === "played";
  network.book.advance(author.user.phone, reader.phone, id, isRead ? "read" : "delivered");
  if (isRead) {
    const held = network.book.find(reader.phone, author.user.phone, "in", id);
    if (held) network.book.setStatus(held.seq, "read");
  }
  if (author.user === reader) return;
  const receipt = node("receipt", {
    from: jidOf(reader, author.server, from.device),
    id,
    t: stanzaSeconds(network),
    type: type === "inactive" ? undefined : type,
  });
  for (const companion of network.accounts.companions(author.user.phone))
    network.mailbox.post({ to: companion, peer: reader.phone, stanza: receipt })();
}

const MOST_RETRIES = 5;

async function sendAgain(network: Network, from: Companion, author: Address | undefined, stanza: Node): Promise<void> {
  const id = stanza.attrs.id ?? "";
  const user = author?.user ?? network.directory.find(from.phone);
  if (!user) return;
  network.events.note("receipt.retry", { from: from.phone, device: from.device, to: user.phone, id });
  if (author && author.device !== 0) return askCompanion(network, from, author, stanza);
  const own = user.phone === from.phone;
  const chat = own ? network.directory.resolve(stanza.attrs.recipient) : author;
  const to = own ? chat?.user : network.directory.find(from.phone);
  const stored = to && network.book.find(user.phone, to.phone, "out", id);
  const retries = network.mailbox.takeForRetry(from, id, user.phone) + 1;
  if (!stored || !to || retries > MOST_RETRIES) return;
  // Baileys dropped its session when it could not read the message: begin a new one from its current keys.
  network.sessions.drop(user, peerOf(from));
  const text = proto.Message.fromObject({ conversation: stored.text });
  const server = author?.server ?? "lid";
  const message = own
    ? proto.Message.fromObject({ deviceSentMessage: { destinationJid: jidOf(to, server), message: text } })
    : text;
  const copy = await sealCopy(network, { author: user, to, id, server, message }, from, message, retries);
  network.store.transaction(() => copy.post())();
}

/** The author is a linked client itself: it has to encrypt the message anew. */
function askCompanion(network: Network, from: Companion, author: Address, stanza: Node): void {
  const reader = network.directory.find(from.phone);
  const companion = network.accounts.companion(author.user.phone, author.device);
  if (!reader || !companion) return;
  network.mailbox.takeForRetry(from, stanza.attrs.id ?? "", author.user.phone);
  const parts = ["retry", "keys"].flatMap((tag) => childOf(stanza, tag) ?? []);
  const registration = bytesOfChild(stanza, "registration");
  if (registration) parts.push(node("registration", {}, registration));
  const receipt = node(
    "receipt",
    {
      from: jidOf(reader, author.server, from.device),
      id: stanza.attrs.id,
      t: stanzaSeconds(network),
      type: "retry",
      recipient: stanza.attrs.recipient,
    },
    parts,
  );
  network.mailbox.post({ to: companion, peer: reader.phone, stanza: receipt })();
}
