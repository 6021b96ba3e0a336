import type { MediaKind } from "../../hosted/media-content.ts";

const TYPES: Record<Exclude<MediaKind, "document">, string[]> = {
  image: ["image/jpeg", "image/png"],
  video: ["video/mp4", "video/3gpp", "video/3gp"],
  audio: ["audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg"],
  sticker: ["image/webp"],
};
const DOCUMENTS = /^(text\/|application\/(pdf|msword|vnd\.|zip|octet-stream|json))/;

const MEGABYTE = 1_000_000;

/** Bytes a file may have. */
export const LARGEST: Record<MediaKind, number> = {
  image: 5 * MEGABYTE,
  video: 16 * MEGABYTE,
  audio: 16 * MEGABYTE,
  document: 100 * MEGABYTE,
  sticker: 500_000,
};

/** True when a file of this type can be sent as this kind; a document can be anything the platform takes. */
export function checkMediaType(kind: MediaKind, type: string): boolean {
  if (kind === "document") return kindOfType(type) !== undefined;
  return TYPES[kind].includes(plain(type));
}

/** As what a file of this type is kept; undefined when the platform does not take it. */
export function kindOfType(type: string): MediaKind | undefined {
  const bare = plain(type);
  const kind = (["image", "video", "audio", "sticker"] as const).find((one) => TYPES[one].includes(bare));
  return kind ?? (DOCUMENTS.test(bare) ? "document" : undefined);
}

function plain(type: string): string {
  return type.split(";")[0]?.trim().toLowerCase() ?? "";
}
