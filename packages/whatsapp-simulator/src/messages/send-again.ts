import { proto } from "baileys";
import { sendAgainInGroup } from "../groups/send-again-in-group.ts";
import type { Companion } from "../login/accounts.ts";
import type { Network } from "../network/network.ts";
import { stanzaSeconds } from "../network/network.ts";
import { type Address, jidOf } from "../people/user.ts";
import { peerOf } from "../signal/seal-for-companion.ts";
import { bytesOfChild, childOf, type Node, node } from "../wire/nodes.ts";
import { clearMessages, MOST_RETRIES, retriesOf } from "./clear-mailbox.ts";
import { findSent, sealCopy } from "./send-from-phone.ts";

/** A client cannot read a message: its author encrypts it anew, and the new copy takes the place of the old one. */
export async function sendAgain(network: Network, from: Companion, stanza: Node): Promise<void> {
  const { id = "" } = stanza.attrs;
  if (stanza.attrs.participant) return sendAgainInGroup(network, from, stanza);
  const author = network.directory.resolve(stanza.attrs.to);
  const user = author?.user ?? network.directory.find(from.phone);
  if (!user) return;
  network.events.note("receipt.retry", { from: from.phone, device: from.device, to: user.phone, id });
  if (author && author.device !== 0) return askCompanion(network, from, author, stanza);
  const own = user.phone === from.phone;
  const to = own ? network.directory.resolve(stanza.attrs.recipient)?.user : network.directory.find(from.phone);
  const stored = to && findSent(network, user, to.phone, id);
  const retries = retriesOf(network, from, id, user.phone) + 1;
  if (!stored || retries > MOST_RETRIES) return clearMessages(network, from, [id], user.phone);
  // Baileys dropped its session when it could not read the message: begin a new one from its current keys.
  network.sessions.drop(user, peerOf(from));
  const server = author?.server ?? "lid";
  const copyForOwn = { deviceSentMessage: { destinationJid: jidOf(to, server), message: stored } };
  const message = own ? proto.Message.fromObject(copyForOwn) : stored;
  const copy = await sealCopy(network, { author: user, to, id, server, message }, from, message, retries);
  const send = network.store.transaction(() => {
    clearMessages(network, from, [id], user.phone);
    return copy.post();
  });
  send();
}

/** The author is a linked client itself: it has to encrypt the message anew. */
function askCompanion(network: Network, from: Companion, author: Address, stanza: Node): void {
  const { id = "", recipient } = stanza.attrs;
  const reader = network.directory.find(from.phone);
  const companion = network.accounts.companion(author.user.phone, author.device);
  if (!reader || !companion) {
    clearMessages(network, from, [id], author.user.phone);
    return;
  }
  const parts = ["retry", "keys"].flatMap((tag) => childOf(stanza, tag) ?? []);
  const registration = bytesOfChild(stanza, "registration");
  if (registration) parts.push(node("registration", {}, registration));
  const name = jidOf(reader, author.server, from.device);
  const receipt = node("receipt", { from: name, id, t: stanzaSeconds(network), type: "retry", recipient }, parts);
  const send = network.store.transaction(() => {
    clearMessages(network, from, [id], author.user.phone);
    return network.mailbox.post({ to: companion, peer: reader.phone, stanza: receipt });
  });
  send();
}
