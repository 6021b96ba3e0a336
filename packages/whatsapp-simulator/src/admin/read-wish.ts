import type { Wish } from "../messages/wish.ts";
import { refusal } from "../network/refusal.ts";
import {
  type Input,
  isInput,
  needPhone,
  needText,
  optionalBoolean,
  optionalNumber,
  optionalText,
  optionalWord,
} from "./read-input.ts";

const MEDIA = ["image", "video", "audio", "document", "sticker"] as const;
const MIMETYPES = {
  image: "image/jpeg",
  video: "video/mp4",
  audio: "audio/ogg; codecs=opus",
  document: "application/octet-stream",
  sticker: "image/webp",
};
const CONTENTS = ["text", "media", "location", "contact", "poll", "react", "edit", "revoke", "vote", "raw"] as const;
const LONGEST_LIST = 1_000;

/** Reads what somebody wants to send; exactly one kind of content must be named. */
export function readWish(input: Input): Wish {
  const named = CONTENTS.filter((name) => input[name] !== undefined && input[name] !== null);
  if (named.length !== 1)
    throw refusal(400, named.length === 0 ? "missing" : "invalid", `exactly one of ${CONTENTS.join(", ")} is needed`);
  const wish = contentOf(input);
  const quoted = optionalText(input, "quoted", 64);
  const viewOnce = optionalBoolean(input, "viewOnce");
  const expiresAfter = optionalNumber(input, "expiresAfter", 1, 31_536_000);
  const mentions =
    input.mentions === undefined ? undefined : readTexts(input, "mentions").map((one) => needPhone(one, "mentions"));
  if (viewOnce && !["image", "video", "audio"].includes(wish.media?.kind ?? ""))
    throw refusal(400, "invalid", "only an image, a video or a voice note is seen once");
  return { ...wish, quoted, viewOnce, expiresAfter, mentions };
}

function contentOf(input: Input): Wish {
  if (input.text !== undefined && input.text !== null) return { text: needText(input, "text") };
  if (input.revoke !== undefined && input.revoke !== null) return { revoke: needText(input, "revoke", 64) };
  if (input.media) return { media: readMedia(needObject(input, "media")) };
  if (input.location) {
    const location = needObject(input, "location");
    const latitude = optionalNumber(location, "latitude", -90, 90);
    const longitude = optionalNumber(location, "longitude", -180, 180);
    if (latitude === undefined || longitude === undefined)
      throw refusal(400, "missing", "latitude and longitude are needed");
    const name = optionalText(location, "name", 1_000);
    return { location: { latitude, longitude, name, live: optionalBoolean(location, "live") } };
  }
  if (input.contact) {
    const contact = needObject(input, "contact");
    return { contact: { name: needText(contact, "name", 200), phone: needPhone(contact.phone) } };
  }
  if (input.poll) {
    const poll = needObject(input, "poll");
    const options = readTexts(poll, "options");
    const selectable = optionalNumber(poll, "selectable", 0, options.length) ?? 1;
    return { poll: { name: needText(poll, "name", 1_000), options, selectable } };
  }
  if (input.react) {
    const react = needObject(input, "react");
    return { react: { id: needText(react, "id", 64), emoji: optionalText(react, "emoji", 64) ?? "" } };
  }
  if (input.edit) {
    const edit = needObject(input, "edit");
    return { edit: { id: needText(edit, "id", 64), text: needText(edit, "text") } };
  }
  if (input.vote) {
    const vote = needObject(input, "vote");
    return { vote: { id: needText(vote, "id", 64), options: readTexts(vote, "options") } };
  }
  return { raw: needObject(input, "raw") };
}

function readMedia(media: Input): NonNullable<Wish["media"]> {
  const kind = optionalWord(media, "kind", MEDIA);
  if (!kind) throw refusal(400, "missing", "kind is needed");
  const bytes = Buffer.from(needText(media, "base64", 24 * 1024 * 1024), "base64");
  if (bytes.length === 0) throw refusal(400, "invalid", "base64 must hold bytes");
  return {
    kind,
    bytes,
    mimetype: optionalText(media, "mimetype", 200) ?? MIMETYPES[kind],
    caption: optionalText(media, "caption"),
    fileName: optionalText(media, "fileName", 500),
    seconds: optionalNumber(media, "seconds", 0, 100_000),
    voice: optionalBoolean(media, "voice"),
  };
}

function needObject(input: Input, name: string): Input {
  const value = input[name];
  if (!isInput(value)) throw refusal(400, "invalid", `${name} must be an object`);
  return value;
}

/** A list of texts that must be there. */
export function readTexts(input: Input, name: string): string[] {
  const value = input[name];
  const fits = Array.isArray(value) && value.length <= LONGEST_LIST;
  if (!fits || !value.every((one): one is string => typeof one === "string" && one !== ""))
    throw refusal(400, "invalid", `${name} must be a list of texts`);
  return value;
}
