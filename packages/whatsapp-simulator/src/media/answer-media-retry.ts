import { createCipheriv, hkdfSync, randomBytes } from "node:crypto";
import { proto } from "baileys";
import type { Companion } from "../login/accounts.ts";
import { mediaIn } from "../messages/read-details.ts";
import { type Network, stanzaSeconds } from "../network/network.ts";
import { jidOf } from "../people/user.ts";
import { childOf, type Node, node } from "../wire/nodes.ts";

const { ResultType } = proto.MediaRetryNotification;
const NOT_FOUND = 2;

/** A client could not download a file: its phone uploads it again and tells where, when it still has the message. */
export function answerMediaRetry(network: Network, from: Companion, stanza: Node): void {
  const { id = "" } = stanza.attrs;
  const rmr = childOf(stanza, "rmr");
  const phone = network.directory.find(from.phone);
  if (!rmr || !phone) return;
  const answer = reupload(network, from.phone, id);
  const letter = node("notification", { from: jidOf(phone, "pn"), type: "mediaretry", id, t: stanzaSeconds(network) }, [
    node("rmr", rmr.attrs),
    answer ?? node("error", { code: NOT_FOUND }),
  ]);
  network.mailbox.post({ to: from, peer: from.phone, stanza: letter })();
  network.events.note("media.retry", { phone: from.phone, id, found: answer !== undefined });
}

function reupload(network: Network, owner: string, id: string): Node | undefined {
  const held = network.book.findById(owner, id);
  const content = held && network.book.contentOf(held.seq);
  const media = content && mediaIn(proto.Message.decode(content));
  const file = media && network.media.recall(media.part.directPath ?? "");
  if (!media?.part.mediaKey || !file) return undefined;
  const { directPath } = network.media.keep(media.kind, file);
  const plain = proto.MediaRetryNotification.encode({ stanzaId: id, directPath, result: ResultType.SUCCESS }).finish();
  const info = "WhatsApp Media Retry Notification";
  const key = Buffer.from(hkdfSync("sha256", media.part.mediaKey, Buffer.alloc(0), info, 32));
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(Buffer.from(id));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return node("encrypt", {}, [node("enc_p", {}, sealed), node("enc_iv", {}, iv)]);
}
