import type { Passing } from "../../network/observers.ts";
import { type Cloud, numberOfPhone } from "../cloud.ts";
import type { CloudNumber } from "../cloud-objects.ts";
import { PER_SECOND } from "../limits/rate-limits.ts";
import { newWamid } from "../messages/wamid.ts";
import { businessOf, contactOf } from "../people/contact-of.ts";
import { personOf, userIdOf } from "../people/user-id.ts";
import { postMessages } from "../webhooks/post-change.ts";
import { messageValue, quotedIn } from "./message-value.ts";

const ENTRY_POINT = 72 * 3_600_000;

/** A message that reached a number, as its webhook tells it. */
export interface Incoming {
  number: CloudNumber;
  peer: string;
  nativeId: string;
  value: { type: string } & Record<string, unknown>;
  /** The wamid of the message it answers. */
  answers?: string | undefined;
}

/** A message of a phone arrived at a number of the platform, or at another phone: then this is not its business. */
export function takeArrival(cloud: Cloud, { author, reader, id, message, group }: Passing): (() => void)[] {
  const number = numberOfPhone(cloud, reader.phone);
  if (group !== undefined || !number?.registered || number.blocked.includes(author.phone)) return [];
  cloud.limits.takeThroughput(number.id, PER_SECOND[number.throughput]);
  const quoted = quotedIn(message);
  const answers = quoted === undefined ? undefined : cloud.messages.findNative(number.id, author.phone, quoted)?.wamid;
  const value = messageValue(cloud, number, message, author.phone);
  return [takeIncoming(cloud, { number, peer: author.phone, nativeId: id, value, answers })];
}

/** Keeps a message that reached a number and tells the subscribed apps; call inside a transaction. */
export function takeIncoming(cloud: Cloud, { number, peer, nativeId, value, answers }: Incoming): () => void {
  const now = cloud.network.clock.now();
  const wamid = newWamid(peer, nativeId, number.id);
  if (cloud.messages.find(wamid)) return () => undefined;
  const userId = userIdOf(cloud, businessOf(cloud, number), peer);
  if (value.referral !== undefined) cloud.messages.openEntryPoint(number.id, peer, now + ENTRY_POINT);
  cloud.messages.add({
    wamid,
    numberId: number.id,
    peer,
    nativeId,
    direction: "in",
    type: value.type,
    status: "received",
    category: "service",
    template: null,
    callbackData: null,
    recipientUserId: userId,
    at: now,
    content: JSON.stringify(value),
  });
  const sender = personOf(cloud, peer).hidesNumber ? {} : { from: peer };
  const message = {
    ...(answers === undefined ? {} : { context: { from: number.phone, id: answers } }),
    ...sender,
    from_user_id: userId,
    id: wamid,
    timestamp: String(Math.floor(now / 1000)),
    ...value,
  };
  const contacts = value.type === "system" ? {} : { contacts: [contactOf(cloud, number, peer)] };
  return postMessages(cloud, number, { ...contacts, messages: [message] });
}
