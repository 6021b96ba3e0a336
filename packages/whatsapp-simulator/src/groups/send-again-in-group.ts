import { proto } from "baileys";
import type { Companion } from "../login/accounts.ts";
import { clearMessages, MOST_RETRIES, retriesOf } from "../messages/clear-mailbox.ts";
import { findSent } from "../messages/send-from-phone.ts";
import { stanzaKind } from "../messages/stanza-kind.ts";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { jidOf } from "../people/user.ts";
import { peerOf, sealForCompanion } from "../signal/seal-for-companion.ts";
import { bytesOfChild, childOf, type Node, node } from "../wire/nodes.ts";
import { memberStanza } from "./send-to-group.ts";

/** A client cannot read a message of a group: its author sends it to that client alone, with the key for the next ones. */
export async function sendAgainInGroup(network: Network, from: Companion, stanza: Node): Promise<void> {
  const { id = "", to = "" } = stanza.attrs;
  const author = network.directory.resolve(stanza.attrs.participant);
  if (!author) return;
  network.events.note("receipt.retry", { from: from.phone, device: from.device, to: author.user.phone, id, group: to });
  if (author.device !== 0) return askMember(network, from, stanza);
  const message = findSent(network, author.user, to, id);
  const retries = retriesOf(network, from, id, author.user.phone) + 1;
  if (!message || retries > MOST_RETRIES) return clearMessages(network, from, [id], author.user.phone);
  const sender = `${author.user.phone}:0`;
  const distribution = await network.senderKeys.distributionOf(to, sender);
  network.sessions.drop(author.user, peerOf(from));
  const whole = proto.Message.fromObject({ ...message, ...distribution });
  const { enc, save } = await sealForCompanion(network, author.user, from, whole, retries);
  const { mediatype: _, ...kind } = stanzaKind(message);
  const letter = memberStanza(network, { author: author.user, to, id, companion: from, kind }, [enc]);
  const send = network.store.transaction(() => {
    clearMessages(network, from, [id], author.user.phone);
    save();
    return network.mailbox.post({ to: from, peer: author.user.phone, stanza: letter, retries });
  });
  send();
}

/** The author is a linked client itself: it has to encrypt the message anew. */
function askMember(network: Network, from: Companion, stanza: Node): void {
  const { id = "", to } = stanza.attrs;
  const author = network.directory.resolve(stanza.attrs.participant);
  const reader = network.directory.find(from.phone);
  const companion = author && network.accounts.companion(author.user.phone, author.device);
  if (!author || !reader || !companion) return;
  const registration = bytesOfChild(stanza, "registration");
  const parts = ["retry", "keys"].flatMap((tag) => childOf(stanza, tag) ?? []);
  if (registration) parts.push(node("registration", {}, registration));
  const participant = jidOf(reader, "lid", from.device);
  const receipt = node("receipt", { from: to, participant, id, t: stanzaSeconds(network), type: "retry" }, parts);
  const send = network.store.transaction(() => {
    clearMessages(network, from, [id], author.user.phone);
    return network.mailbox.post({ to: companion, peer: reader.phone, stanza: receipt });
  });
  send();
}
