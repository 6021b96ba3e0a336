import { type Input, isInput } from "../../admin/read-input.ts";
import { mayReach } from "../../hosted/may-reach.ts";
import { wahaError } from "../http/waha-error.ts";
import type { Waha } from "../waha.ts";
import type { SessionConfig, WahaWebhook } from "../waha-objects.ts";

/** The configuration of a session out of a body. */
export function readConfig(waha: Waha, value: unknown): SessionConfig {
  if (value === undefined || value === null) return {};
  if (!isInput(value)) throw wahaError(400, "config must be an object");
  const { webhooks, metadata, ...others } = value;
  return {
    ...others,
    ...(isInput(metadata) ? { metadata: textsOf(metadata) } : {}),
    ...(webhooks === undefined || webhooks === null ? {} : { webhooks: readWebhooks(waha, webhooks) }),
  };
}

function readWebhooks(waha: Waha, value: unknown): WahaWebhook[] {
  if (!Array.isArray(value) || value.length > 100) throw wahaError(400, "webhooks must be an array");
  return value.map((one: unknown) => {
    if (!isInput(one) || typeof one.url !== "string" || !URL.canParse(one.url))
      throw wahaError(400, "webhooks.url must be a URL");
    if (!mayReach(one.url, waha.settings.allowedHosts))
      throw wahaError(400, "webhooks.url must be on this machine, or on a host that was allowed");
    const events = Array.isArray(one.events) ? one.events.map(String) : ["*"];
    const { hmac, retries, customHeaders } = one;
    return {
      url: one.url,
      events,
      ...(isInput(hmac) && typeof hmac.key === "string" ? { hmac: { key: hmac.key } } : {}),
      ...(isInput(retries) ? { retries: readRetries(retries) } : {}),
      ...(Array.isArray(customHeaders) ? { customHeaders: readHeaders(customHeaders) } : {}),
    };
  });
}

function readRetries(retries: Input): NonNullable<WahaWebhook["retries"]> {
  const { policy, delaySeconds, attempts } = retries;
  return {
    ...(typeof policy === "string" ? { policy } : {}),
    ...(isCount(delaySeconds) ? { delaySeconds } : {}),
    ...(isCount(attempts) ? { attempts } : {}),
  };
}

function readHeaders(headers: unknown[]): { name: string; value: string }[] {
  return headers.map((one) => {
    if (!isInput(one) || typeof one.name !== "string" || !/^[\w-]+$/.test(one.name))
      throw wahaError(400, "customHeaders.name must be the name of a header");
    return { name: one.name, value: String(one.value ?? "").replace(/[^\x20-\x7e]/g, "") };
  });
}

function textsOf(input: Input): Record<string, string> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]));
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
