import { randomBytes } from "node:crypto";
import { replyTo } from "../iq/question.ts";
import type { Network } from "../network/network.ts";
import type { Connection } from "../wire/connection.ts";
import { bytesOfChild, childOf, type Node, node } from "../wire/nodes.ts";

const WRAPPED_KEY_BYTES = 80;

/** A client that pairs by code says for which number it shows one, and later proves that the right one was typed. */
export function answerCodeRequest(network: Network, connection: Connection, iq: Node): void {
  const offer = network.offers.of(connection);
  const request = childOf(iq, "link_code_companion_reg");
  if (!offer || !request) return;
  if (request.attrs.stage === "companion_finish") {
    const bundle = bytesOfChild(request, "link_code_pairing_wrapped_key_bundle");
    connection.send(replyTo(iq, bundle && offer.code?.entered ? [] : { error: 400, text: "bad-request" }));
    if (bundle) offer.code?.entered?.finish(bundle);
    return;
  }
  const phone = network.directory.resolve(request.attrs.jid)?.user.phone;
  const wrappedKey = bytesOfChild(request, "link_code_pairing_wrapped_companion_ephemeral_pub");
  if (phone === undefined || wrappedKey?.length !== WRAPPED_KEY_BYTES) {
    connection.send(replyTo(iq, { error: 400, text: "bad-request" }));
    return;
  }
  const ref = randomBytes(16).toString("hex");
  offer.code = { phone, ref, wrappedKey, entered: undefined };
  connection.send(
    replyTo(iq, [node("link_code_companion_reg", {}, [node("link_code_pairing_ref", {}, Buffer.from(ref))])]),
  );
  network.events.note("code.offered", { phone });
}
