import { type Input, isInput, needPhone, needText, optionalText } from "../../admin/read-input.ts";
import { refusal } from "../../network/refusal.ts";
import type { Cloud } from "../cloud.ts";
import type { CloudNumber } from "../cloud-objects.ts";
import { takeIncoming } from "../incoming/take-incoming.ts";
import { keepMedia } from "../media/media-files.ts";
import { newNativeId, newWamid } from "../messages/wamid.ts";

const MEDIA = ["image", "video", "audio", "document", "sticker"];
const OWN_WORDS = ["from", "type", "id", "context", "referral"];

/**
 * A person sends a number what no phone here can write: an order, a tap on a button of a template, a click on an
 * advertisement, a change of number. The part under the name of its type goes to the webhook as it is; a file may be
 * given as `data` in base64.
 */
export function receiveAs(cloud: Cloud, number: CloudNumber, body: Input): object {
  const { network } = cloud;
  const from = needPhone(body.from, "from");
  const person = network.directory.reach(from);
  if (!person) throw refusal(404, "no_such_person", `${from} is not on WhatsApp`);
  const type = needText(body, "type", 50);
  const nativeId = optionalText(body, "id", 64) ?? newNativeId();
  const value: { type: string } & Record<string, unknown> = { type };
  for (const [name, part] of Object.entries(body)) if (!OWN_WORDS.includes(name)) value[name] = part;
  const part = body[type];
  if (MEDIA.includes(type) && isInput(part) && typeof part.data === "string")
    value[type] = fileOf(cloud, number, part, part.data);
  if (body.referral !== undefined) value.referral = body.referral;
  const answers = isInput(body.context) ? optionalText(body.context, "id", 500) : undefined;
  const text = isInput(part) && typeof part.body === "string" ? part.body : "";
  const at = network.clock.now();
  const common = { id: nativeId, kind: type, text, at };
  const start = network.store.transaction(() => {
    network.book.keep({ ...common, owner: from, peer: number.phone, direction: "out", status: "delivered" });
    network.book.keep({ ...common, owner: number.phone, peer: from, direction: "in", status: "received" });
    return takeIncoming(cloud, { number, peer: from, nativeId, value, answers });
  });
  start();
  return { id: newWamid(from, nativeId, number.id), nativeId };
}

function fileOf(cloud: Cloud, number: CloudNumber, { data: _data, ...part }: Input, data: string): object {
  const type = optionalText(part, "mime_type", 100) ?? "application/octet-stream";
  const bytes = Buffer.from(data, "base64");
  const media = keepMedia(cloud, { wabaId: number.wabaId, type, name: null, bytes, days: 7 });
  return { ...part, mime_type: type, sha256: Buffer.from(media.sha256, "hex").toString("base64"), id: media.id };
}
