import { normalizeMessageContent, type proto } from "baileys";
import { openMedia, sealMedia } from "../media/media-crypto.ts";
import type { Network } from "../network/network.ts";

export type MediaKind = "image" | "video" | "audio" | "document" | "sticker";

/** A file in the clear and how it is shown. */
export interface ShownMedia {
  kind: MediaKind;
  bytes: Buffer;
  mimetype: string;
  caption?: string | undefined;
  fileName?: string | undefined;
  voice?: boolean | undefined;
}

/** A message with a file, sealed and put where phones get it. */
export function mediaMessage(network: Network, media: ShownMedia): proto.IMessage {
  const { file, mediaKey, fileSha256, fileEncSha256, fileLength } = sealMedia(media.kind, media.bytes);
  const { url, directPath } = network.media.keep(media.kind === "sticker" ? "image" : media.kind, file);
  const part = {
    url,
    directPath,
    mediaKey,
    fileSha256,
    fileEncSha256,
    fileLength,
    mimetype: media.mimetype,
    mediaKeyTimestamp: Math.floor(Date.now() / 1000),
    ...(media.caption === undefined ? {} : { caption: media.caption }),
  };
  if (media.kind === "document") return { documentMessage: { ...part, ...named(media.fileName) } };
  if (media.kind === "audio") return { audioMessage: { ...part, ptt: media.voice ?? false } };
  if (media.kind === "image") return { imageMessage: part };
  return media.kind === "video" ? { videoMessage: part } : { stickerMessage: part };
}

function named(fileName: string | undefined): { fileName?: string; title?: string } {
  return fileName === undefined ? {} : { fileName, title: fileName };
}

/** The file in a message, opened; undefined when there is none or it cannot be read any more. */
export function mediaOf(network: Network, message: proto.IMessage): ShownMedia | undefined {
  const content = normalizeMessageContent(message) ?? message;
  const found = partOf(content);
  if (!found) return undefined;
  const { kind, part } = found;
  const sealed = part.directPath ? network.media.recall(part.directPath) : undefined;
  if (!sealed || !part.mediaKey) return undefined;
  try {
    const bytes = openMedia(kind, sealed, part.mediaKey);
    return {
      kind,
      bytes,
      mimetype: part.mimetype ?? "application/octet-stream",
      caption: ("caption" in part ? part.caption : undefined) ?? undefined,
      fileName: ("fileName" in part ? part.fileName : undefined) ?? undefined,
      voice: ("ptt" in part ? part.ptt : undefined) ?? undefined,
    };
  } catch (error) {
    network.events.note("media.unreadable", { reason: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

function partOf(content: proto.IMessage) {
  if (content.imageMessage) return { kind: "image" as const, part: content.imageMessage };
  if (content.videoMessage) return { kind: "video" as const, part: content.videoMessage };
  if (content.audioMessage) return { kind: "audio" as const, part: content.audioMessage };
  if (content.documentMessage) return { kind: "document" as const, part: content.documentMessage };
  if (content.stickerMessage) return { kind: "sticker" as const, part: content.stickerMessage };
  return undefined;
}
