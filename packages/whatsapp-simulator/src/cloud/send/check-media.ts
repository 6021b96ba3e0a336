import type { Input } from "../../admin/read-input.ts";
import { mayReach } from "../../hosted/may-reach.ts";
import { type MediaKind, mediaMessage } from "../../hosted/media-content.ts";
import type { Cloud } from "../cloud.ts";
import { GraphError, invalidParameter } from "../graph-error.ts";
import { bytesOfMedia, findMedia } from "../media/media-files.ts";
import { checkMediaType, LARGEST } from "../media/media-kinds.ts";
import { booleanAt, missing, objectAt, only, optionalTextAt, wrongValue } from "./parameters.ts";
import type { CheckedContent, Sending } from "./sending.ts";

const KEYS: Record<MediaKind, string[]> = {
  image: ["id", "link", "caption"],
  video: ["id", "link", "caption"],
  document: ["id", "link", "caption", "filename"],
  audio: ["id", "link", "voice"],
  sticker: ["id", "link"],
};

/** A message with a file, by its id or by a link. */
export function checkMedia(sending: Sending, kind: MediaKind): CheckedContent {
  const part = objectAt(sending.input, kind);
  only(part, kind, KEYS[kind]);
  const caption = optionalTextAt(part, "caption", 1_024);
  const fileName = optionalTextAt(part, "filename", 240);
  const voice = booleanAt(part, "voice");
  const load = checkFile(sending, kind, part);
  return {
    type: kind,
    category: "service",
    build: async () => {
      const { bytes, mimetype } = await load();
      return mediaMessage(sending.cloud.network, { kind, bytes, mimetype, caption, fileName, voice });
    },
  };
}

/** The file of a message, header or card: checked now, read when the message is made. */
export function checkFile(
  { cloud, number }: Sending,
  kind: MediaKind,
  part: Input,
): () => Promise<{ bytes: Buffer; mimetype: string }> {
  const { id, link } = part;
  if (id !== undefined && link !== undefined) throw invalidParameter(`${kind}: use either id or link, not both.`);
  if (id !== undefined) {
    const media = typeof id === "string" || typeof id === "number" ? findMedia(cloud, String(id)) : undefined;
    if (!media || media.wabaId !== number.wabaId)
      throw wrongValue(`Param ${kind}['id'] is not a valid whatsapp business account media attachment ID`);
    return async () => {
      if (!checkMediaType(kind, media.type))
        throw new GraphError(131053, `Media of type ${media.type} cannot be sent as ${kind}.`);
      return { bytes: bytesOfMedia(cloud, media.id), mimetype: media.type };
    };
  }
  if (link === undefined) throw missing(`${kind}['id'] or ${kind}['link']`);
  if (typeof link !== "string" || !URL.canParse(link) || !/^https?:/.test(link))
    throw wrongValue(`Param ${kind}['link'] is not a valid URL.`);
  return () => readLink(cloud, kind, link);
}

async function readLink(cloud: Cloud, kind: MediaKind, link: string): Promise<{ bytes: Buffer; mimetype: string }> {
  // Nothing leaves this machine: a link into the world is taken for a good one and stands for itself.
  if (!mayReach(link, cloud.settings.allowedHosts)) return { bytes: Buffer.from(link), mimetype: TYPICAL[kind] };
  let response: Response;
  try {
    response = await fetch(link, { signal: AbortSignal.timeout(cloud.settings.webhookTimeout) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new GraphError(131053, `Downloading media from weblink failed: ${reason}`);
  }
  if (!response.ok)
    throw new GraphError(131053, `Downloading media from weblink failed with http code ${response.status}`);
  const mimetype = (response.headers.get("content-type") ?? "").split(";")[0]?.trim() ?? "";
  if (!checkMediaType(kind, mimetype))
    throw new GraphError(131053, `Media of type ${mimetype} cannot be sent as ${kind}.`);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.length > LARGEST[kind]) throw new GraphError(131053, `The file is larger than ${LARGEST[kind]} bytes.`);
  return { bytes, mimetype };
}

const TYPICAL: Record<MediaKind, string> = {
  image: "image/jpeg",
  video: "video/mp4",
  audio: "audio/ogg",
  document: "application/pdf",
  sticker: "image/webp",
};
