import { proto } from "baileys";
import { sendFromPhone } from "../../messages/send-from-phone.ts";
import type { Cloud } from "../cloud.ts";
import { GraphError } from "../graph-error.ts";
import { checkAccount, whyUndeliverable } from "../limits/check-account.ts";
import { takeOrderedError, throwOrderedError } from "../limits/ordered-errors.ts";
import type { CloudMessage } from "../messages/cloud-messages.ts";
import { newNativeId, newWamid } from "../messages/wamid.ts";
import { businessOf } from "../people/contact-of.ts";
import { userIdOf } from "../people/user-id.ts";
import { tellFailure } from "../statuses/tell-status.ts";
import { checkContent } from "./check-content.ts";
import { contextInfoOf } from "./check-plain.ts";
import { findRecipient, type Recipient } from "./find-recipient.ts";
import { optionalTextAt, wrongValue } from "./parameters.ts";
import type { CheckedContent, Sending } from "./sending.ts";

/** Accepts a message or refuses it; what becomes of an accepted one is told by webhooks. */
export async function acceptSend(sending: Sending): Promise<object> {
  const { cloud, number, input } = sending;
  if (input.messaging_product !== "whatsapp") throw new GraphError(100, "Param messaging_product must be whatsapp.");
  const recipient = findRecipient(sending);
  const callbackData = optionalTextAt(input, "biz_opaque_callback_data", 512) ?? null;
  const content = checkContent(sending, recipient.phone);
  if (content.needsPhone && recipient.userId !== null) throw new GraphError(131062);
  const template = cloud.templates.find(content.template ?? "")?.name;
  throwOrderedError(cloud, { numberId: number.id, to: recipient.phone, template });
  checkAccount(cloud, number, recipient);
  if (number.blocked.includes(recipient.phone)) throw wrongValue("The recipient is blocked by this number.");
  const nativeId = newNativeId();
  const userId = userIdOf(cloud, businessOf(cloud, number), recipient.phone);
  const message: CloudMessage = {
    wamid: newWamid(recipient.phone, nativeId, number.id),
    numberId: number.id,
    peer: recipient.phone,
    nativeId,
    direction: "out",
    type: content.type,
    status: content.isHeld ? "held" : "accepted",
    category: content.category,
    template: content.template ?? null,
    callbackData,
    recipientUserId: userId,
    at: cloud.network.clock.now(),
    content: JSON.stringify(input),
  };
  cloud.network.store.transaction(() => cloud.messages.add(message));
  // The answer comes first: the platform has only taken the message so far.
  if (!content.isHeld)
    setImmediate(() => void deliver(sending, message, content).catch((error) => noteFailure(cloud, message, error)));
  return answerOf(message, recipient, userId, content);
}

/** Checks a message that was held once more, and sends it. */
export async function deliverHeld(sending: Sending, message: CloudMessage): Promise<void> {
  await deliver(sending, message, { ...checkContent(sending, message.peer), isHeld: false });
}

/** Sends what was accepted, and not yet sent, when the network was stopped. */
export function resumeSending(cloud: Cloud): void {
  for (const message of cloud.messages.accepted()) {
    const number = cloud.numbers.find(message.numberId);
    if (!number) continue;
    const sending = { cloud, number, input: JSON.parse(message.content) };
    void deliverHeld(sending, message).catch((error) => noteFailure(cloud, message, error));
  }
}

async function deliver(sending: Sending, message: CloudMessage, content: CheckedContent): Promise<void> {
  const { cloud, number } = sending;
  const { network } = cloud;
  const occasion = {
    numberId: number.id,
    to: message.peer,
    template: cloud.templates.find(message.template ?? "")?.name,
  };
  try {
    const order = takeOrderedError(cloud, "webhook", occasion);
    if (order) throw new GraphError(order.code, order.details ?? undefined);
    const failure = whyUndeliverable(cloud, number, message.peer, content);
    if (failure) throw new GraphError(failure.code, failure.details);
    const built = withContext(await content.build(), contextInfoOf(sending, message.peer));
    await sendFromPhone(network, { from: number.phone, to: message.peer, message: built, id: message.nativeId });
  } catch (error) {
    if (!(error instanceof GraphError)) noteFailure(cloud, message, error);
    const [code, details] = error instanceof GraphError ? [error.code, error.details] : [131000, undefined];
    network.store.transaction(() => tellFailure(cloud, message, code, details))();
  }
}

function noteFailure(cloud: Cloud, message: CloudMessage, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  cloud.network.events.note("cloud.failed", { wamid: message.wamid, reason });
}

function withContext(message: proto.IMessage, contextInfo: proto.IContextInfo | undefined): proto.IMessage {
  if (!contextInfo) return message;
  const content = Object.entries(message).map(([kind, part]) => [kind, { ...part, contextInfo }]);
  return proto.Message.fromObject(Object.fromEntries(content));
}

function answerOf(message: CloudMessage, recipient: Recipient, userId: string, content: CheckedContent): object {
  const contact = recipient.userId === null ? { wa_id: recipient.phone } : { user_id: userId };
  return {
    messaging_product: "whatsapp",
    contacts: [{ input: recipient.input, ...contact }],
    messages: [
      {
        id: message.wamid,
        ...(content.type === "template" || content.isHeld
          ? { message_status: content.isHeld ? "held_for_quality_assessment" : "accepted" }
          : {}),
      },
    ],
  };
}
