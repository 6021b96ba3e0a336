import { takeCall } from "../calls/take-call.ts";
import { answerIq } from "../iq/answer-iq.ts";
import { replyTo } from "../iq/question.ts";
import { answerCodeRequest } from "../login/answer-code-request.ts";
import { finishPairing } from "../login/finish-pairing.ts";
import type { Network } from "../network/network.ts";
import { takePresence, takeTyping } from "../presence/take-presence.ts";
import type { Connection } from "../wire/connection.ts";
import { childOf, type Node } from "../wire/nodes.ts";
import { acceptMessage } from "./accept-message.ts";
import { clearConfirmed, clearRefused } from "./clear-mailbox.ts";
import { routeReceipt } from "./route-receipt.ts";

/** Gives a stanza of a client to the part of the network that knows its kind. */
export async function receiveStanza(network: Network, connection: Connection, stanza: Node): Promise<void> {
  const { companion } = connection;
  if (!companion) return receiveWhilePairing(network, connection, stanza);
  switch (stanza.tag) {
    case "iq":
      return await answerIq(network, connection, companion, stanza);
    case "message":
      return await acceptMessage(network, connection, companion, stanza);
    case "receipt":
      return await routeReceipt(network, connection, companion, stanza);
    case "ack":
      return takeAck(network, connection, stanza);
    case "presence":
      return takePresence(network, connection, stanza);
    case "chatstate":
      return takeTyping(network, connection, stanza);
    case "call":
      return takeCall(network, connection, stanza);
    case "ib":
    case "xmlstreamend":
      return;
    default:
      network.unknown.add(stanza.tag, stanza);
  }
}

function receiveWhilePairing(network: Network, connection: Connection, stanza: Node): void {
  const isIq = stanza.tag === "iq";
  if (isIq && childOf(stanza, "pair-device-sign")) finishPairing(network, connection, stanza);
  else if (isIq && childOf(stanza, "link_code_companion_reg")) answerCodeRequest(network, connection, stanza);
  else if (isIq && stanza.attrs.xmlns === "w:p") connection.send(replyTo(stanza, []));
  else if (["ib", "presence", "ack"].includes(stanza.tag) || (isIq && stanza.attrs.type === "result")) return;
  else network.unknown.add(`${stanza.tag} before login`, stanza);
}

function takeAck(network: Network, { companion }: Connection, { attrs }: Node): void {
  if (!companion) return;
  if (attrs.class === "message") clearRefused(network, companion, attrs.id ?? "", attrs.error);
  else {
    // Receipts of many members carry the same id: only the one of this member is confirmed.
    const from = attrs.class === "receipt" ? network.directory.resolve(attrs.participant ?? attrs.to) : undefined;
    clearConfirmed(network, companion, attrs.class ?? "", attrs.id ?? "", attrs.type ?? "", from?.user.phone);
  }
}
