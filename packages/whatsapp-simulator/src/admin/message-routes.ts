import { proto } from "baileys";
import { openMedia } from "../media/media-crypto.ts";
import type { StoredMessage } from "../messages/message-book.ts";
import { mediaIn } from "../messages/read-details.ts";
import type { Network } from "../network/network.ts";
import { refusal } from "../network/refusal.ts";
import type { Routes } from "./handle-admin.ts";
import { needPhone } from "./read-input.ts";

/** One message as one phone holds it: the whole of it, and the file in it. */
export const messageRoutes: Routes = {
  "GET /admin/people/:phone/messages/:id": ({ network, path, query }) => {
    const message = needMessage(network, path, query);
    return { message, content: proto.Message.toObject(contentOf(network, message), { bytes: String, longs: Number }) };
  },
  "GET /admin/people/:phone/messages/:id/media": ({ network, path, query }) => {
    const message = needMessage(network, path, query);
    const media = mediaIn(contentOf(network, message));
    if (!media?.part.mediaKey) throw refusal(404, "no_media", "there is no file in this message");
    const file = network.media.recall(media.part.directPath ?? "");
    if (!file) throw refusal(410, "media_gone", "the media hosts do not have this file");
    const bytes = openMedia(media.kind, file, media.part.mediaKey);
    return { ...message.details?.media, base64: bytes.toString("base64") };
  },
};

function needMessage(network: Network, path: Record<string, string>, query: URLSearchParams): StoredMessage {
  const owner = needPhone(path.phone);
  const peer = query.get("with");
  const found =
    peer === null ? network.book.findById(owner, path.id ?? "") : network.book.findInChat(owner, peer, path.id ?? "");
  if (!found) throw refusal(404, "no_such_message", `${owner} has no message ${path.id}`);
  return found;
}

function contentOf(network: Network, message: StoredMessage): proto.Message {
  const content = network.book.contentOf(message.seq);
  return content ? proto.Message.decode(content) : proto.Message.fromObject({ conversation: message.text });
}
