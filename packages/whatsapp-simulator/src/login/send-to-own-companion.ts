import { randomBytes } from "node:crypto";
import type { proto } from "baileys";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { jidOf } from "../people/user.ts";
import { sealForCompanion } from "../signal/seal-for-companion.ts";
import { node } from "../wire/nodes.ts";
import type { Companion } from "./accounts.ts";

/** Sends a message from a virtual phone to one client of its own; no chat shows it. */
export async function sendToOwnCompanion(
  network: Network,
  companion: Companion,
  message: proto.IMessage,
): Promise<void> {
  const phone = network.directory.find(companion.phone);
  if (!phone) return;
  const { enc, save } = await sealForCompanion(network, phone, companion, message);
  const id = randomBytes(8).toString("hex").toUpperCase();
  const attributes = { from: jidOf(phone, "pn"), id, t: stanzaSeconds(network), type: "text", category: "peer" };
  const send = network.store.transaction(() => {
    save();
    return network.mailbox.post({ to: companion, peer: phone.phone, stanza: node("message", attributes, [enc]) });
  });
  send();
}
