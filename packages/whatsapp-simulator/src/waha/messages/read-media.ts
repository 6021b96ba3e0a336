import { mayReach } from "../../hosted/may-reach.ts";
import type { Wish } from "../../messages/wish.ts";
import { objectIn, optionalTextIn, type WahaCall } from "../http/waha-call.ts";
import { wahaError } from "../http/waha-error.ts";

type Kind = NonNullable<Wish["media"]>["kind"];

const TYPES: Record<Kind, string> = {
  image: "image/jpeg",
  video: "video/mp4",
  audio: "audio/ogg; codecs=opus",
  document: "application/octet-stream",
  sticker: "image/webp",
};

/** The file a call sends: in its body, or behind an address on this machine. */
export async function mediaWish({ waha, input }: WahaCall, kind: Kind): Promise<Wish> {
  const file = objectIn(input, "file");
  const mimetype = optionalTextIn(file, "mimetype") ?? TYPES[kind];
  const data = optionalTextIn(file, "data");
  const url = optionalTextIn(file, "url");
  if ((data === undefined) === (url === undefined)) throw wahaError(400, "file must have either url or data");
  const bytes = data === undefined ? await readUrl(url ?? "", waha.settings.allowedHosts) : Buffer.from(data, "base64");
  const media = {
    kind,
    bytes,
    mimetype,
    caption: optionalTextIn(input, "caption"),
    fileName: optionalTextIn(file, "filename"),
    voice: kind === "audio",
  };
  return { media };
}

async function readUrl(url: string, allowedHosts: readonly string[]): Promise<Buffer> {
  if (!mayReach(url, allowedHosts))
    throw wahaError(500, "file.url is not on this machine, nor on a host that was allowed");
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw wahaError(500, `file.url answers with ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
