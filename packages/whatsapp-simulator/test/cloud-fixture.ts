import type { CloudKeys, NewCloudNumber } from "../src/hosted/hosted-calls.ts";
import type { Simulator } from "../src/index.ts";
import { adminOf } from "./baileys-client.ts";

export type CloudNumberKeys = CloudKeys;

import type { Json, Receiver } from "./webhook-receiver.ts";

/** Makes a number whose webhooks go to a receiver. */
export function makeNumber(
  simulator: Simulator,
  receiver: Receiver | undefined,
  wish: NewCloudNumber = {},
): Promise<CloudNumberKeys> {
  const webhook = receiver ? { webhookUrl: receiver.url, verifyToken: "verify-me" } : {};
  return adminOf(simulator).createCloudNumber({ ...webhook, ...wish });
}

/** Calls the Graph API. */
export async function graph(
  simulator: Simulator,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Json }> {
  const response = await fetch(`http://127.0.0.1:${simulator.port}/graph/v24.0/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** Sends a message through a number. */
export function send(simulator: Simulator, keys: CloudNumberKeys, message: Record<string, unknown>) {
  return graph(simulator, keys.token, "POST", `${keys.id}/messages`, { messaging_product: "whatsapp", ...message });
}

/** A text through a number. */
export function sendText(simulator: Simulator, keys: CloudNumberKeys, to: string, body: string) {
  return send(simulator, keys, { to, type: "text", text: { body } });
}

/** The status of this kind for a message, in a webhook. */
export function statusIn(body: Json, wamid: string, status: string): Json {
  const statuses = body.entry?.[0]?.changes?.[0]?.value?.statuses ?? [];
  return statuses.find((one: Json) => one.id === wamid && one.status === status);
}

/** The first message in a webhook. */
export function messageIn(body: Json): Json {
  return body.entry?.[0]?.changes?.[0]?.value?.messages?.[0];
}
