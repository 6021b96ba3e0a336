import { createHmac, timingSafeEqual } from "node:crypto";
import type { CloudMedia, CloudNumber } from "../cloud-objects.ts";
import { type Edges, FileAnswer, type GraphCall } from "../graph/graph-call.ts";
import { GraphError, invalidParameter, unknownObject } from "../graph-error.ts";
import { bytesOfMedia, findMedia, keepMedia, removeMedia } from "./media-files.ts";
import { checkMediaType, kindOfType, LARGEST } from "./media-kinds.ts";

/** What can be done with a file. */
export const mediaEdges: Edges<CloudMedia> = {
  "GET ": (call, media) => {
    const asked = call.query.get("phone_number_id");
    if (asked !== null && call.cloud.numbers.find(asked)?.wabaId !== media.wabaId) throw unknownObject(media.id, "GET");
    return {
      messaging_product: "whatsapp",
      url: urlOf(call, media),
      mime_type: media.type,
      sha256: media.sha256,
      file_size: media.size,
      id: media.id,
    };
  },
  "DELETE ": ({ cloud }, media) => {
    removeMedia(cloud, media.id);
    return { success: true };
  },
};

/** Takes a file for the messages of a number. */
export function uploadMedia({ cloud, input, file }: GraphCall, number: CloudNumber): object {
  if (input.messaging_product !== "whatsapp")
    throw new GraphError(100, "(#100) The parameter messaging_product is required.");
  if (!file) throw invalidParameter("The parameter file is required.");
  const declared = typeof input.type === "string" && input.type.includes("/") ? input.type : file.type;
  const type = declared === "" ? "application/octet-stream" : declared;
  const kind = kindOfType(type);
  if (!kind || !checkMediaType(kind, type))
    throw invalidParameter(`Param file must be a file with one of the supported types, it is ${type.slice(0, 100)}.`);
  if (file.bytes.length === 0) throw invalidParameter("The file is empty.");
  if (file.bytes.length > LARGEST[kind])
    throw new GraphError(131053, `The file has ${file.bytes.length} bytes; ${kind} may have ${LARGEST[kind]}.`);
  const media = { wabaId: number.wabaId, type, name: file.name || null, bytes: file.bytes, days: 30 as const };
  return { id: keepMedia(cloud, media).id };
}

/** The bytes behind an address that was given out and has not expired; the token is needed here too. */
export function readMediaUrl({ cloud, token, query }: GraphCall, id: string): FileAnswer {
  const media = findMedia(cloud, id);
  const expires = Number(query.get("oe") ?? 0);
  const given = Buffer.from(query.get("oh") ?? "");
  const expected = Buffer.from(sealOf(cloud.network.seed, id, expires));
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
  const isReached = media && (token.wabaIds === null || token.wabaIds.includes(media.wabaId));
  if (!media || !isOurs || !isReached || expires <= cloud.network.clock.now()) throw unknownObject(id, "GET");
  return new FileAnswer(media.type, bytesOfMedia(cloud, id));
}

function urlOf({ cloud, origin }: GraphCall, media: CloudMedia): string {
  const expires = cloud.network.clock.now() + cloud.settings.mediaUrlLifetime;
  const seal = sealOf(cloud.network.seed, media.id, expires);
  return `${origin}/graph/media-files/${media.id}?oe=${expires}&oh=${seal}`;
}

function sealOf(seed: string, id: string, expires: number): string {
  return createHmac("sha256", seed).update(`${id}\0${expires}`).digest("base64url").slice(0, 32);
}
