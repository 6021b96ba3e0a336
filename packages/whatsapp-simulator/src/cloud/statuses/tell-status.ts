import type { Cloud } from "../cloud.ts";
import { errorInStatus } from "../graph-error.ts";
import type { CloudMessage } from "../messages/cloud-messages.ts";
import { contactOf } from "../people/contact-of.ts";
import { personOf } from "../people/user-id.ts";
import { postMessages } from "../webhooks/post-change.ts";
import { conversationOf, pricingOf } from "./pricing.ts";

type Told = "sent" | "delivered" | "read" | "played";

const RANK: CloudMessage["status"][] = ["accepted", "held", "sent", "delivered", "read", "played"];

/** A message came further; keeps it and tells the subscribed apps at its time. Call inside a transaction. */
export function tellStatus(cloud: Cloud, message: CloudMessage, status: Told, due: number): () => void {
  const now = cloud.messages.find(message.wamid)?.status ?? message.status;
  const isForward = now !== "failed" && RANK.indexOf(now) < RANK.indexOf(status);
  if (!isForward) return () => undefined;
  cloud.messages.setStatus(message.wamid, status);
  const hasPrice = status === "sent" || status === "delivered" || cloud.settings.pricingOnRead;
  return post(cloud, message, due, {
    status,
    ...(hasPrice
      ? { conversation: conversationOf(cloud, message, status === "sent"), pricing: pricingOf(cloud, message) }
      : {}),
  });
}

/** A message will not arrive; keeps it and tells the subscribed apps why. Call inside a transaction. */
export function tellFailure(cloud: Cloud, message: CloudMessage, code: number, details?: string): () => void {
  cloud.messages.setStatus(message.wamid, "failed");
  const due = cloud.network.clock.now() + cloud.network.settings.receiptDelay * cloud.network.clock.speed;
  return post(cloud, message, due, { status: "failed", errors: [errorInStatus(code, details)] });
}

function post(cloud: Cloud, message: CloudMessage, due: number, detail: object): () => void {
  const number = cloud.numbers.find(message.numberId);
  if (!number) return () => undefined;
  const status = {
    id: message.wamid,
    ...detail,
    timestamp: String(Math.floor(due / 1000)),
    ...recipientOf(cloud, message),
    ...(message.callbackData === null ? {} : { biz_opaque_callback_data: message.callbackData }),
  };
  const contacts = [contactOf(cloud, number, message.peer)];
  return postMessages(cloud, number, { contacts, statuses: [status] }, due);
}

function recipientOf(cloud: Cloud, message: CloudMessage): object {
  return {
    ...(personOf(cloud, message.peer).hidesNumber ? {} : { recipient_id: message.peer }),
    ...(message.recipientUserId === null ? {} : { recipient_user_id: message.recipientUserId }),
  };
}
