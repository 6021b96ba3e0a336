import { createHmac, randomBytes } from "node:crypto";
import type { Retries } from "../../hosted/delivery-queue.ts";
import { meOf } from "../sessions/show-session.ts";
import type { Waha } from "../waha.ts";
import type { WahaSession, WahaWebhook } from "../waha-objects.ts";
import { wants } from "./event-sockets.ts";

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";
const LONGEST_WAIT = 24 * 3_600_000;

/** Keeps an event for the webhooks of a session; the returned function tells it after the commit. */
export function tellEvent(waha: Waha, session: WahaSession, event: string, payload: object): () => void {
  const now = waha.network.clock.now();
  const { version, engine } = waha.settings;
  const envelope = {
    id: `evt_${newUlid(now)}`,
    timestamp: now,
    event,
    session: session.name,
    metadata: session.config.metadata ?? {},
    me: meOf(waha, session),
    payload,
    engine,
    environment: { version, engine, tier: "PLUS", browser: null },
  };
  const body = JSON.stringify(envelope);
  const starts = (session.config.webhooks ?? [])
    .filter((webhook) => wants(webhook.events, event))
    .map((webhook) =>
      waha.webhooks.post({ url: webhook.url, headers: headersOf(webhook, body), body, retries: retriesOf(webhook) }),
    );
  return () => {
    waha.sockets.tell(session.name, event, envelope);
    for (const start of starts) start();
  };
}

function headersOf(webhook: WahaWebhook, body: string): Record<string, string> {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "user-agent": "WAHA/simulated",
    "x-webhook-request-id": newUlid(Date.now()),
  };
  for (const { name, value } of webhook.customHeaders ?? []) headers[name.toLowerCase()] = value;
  const key = webhook.hmac?.key;
  if (!key) return headers;
  return {
    ...headers,
    "x-webhook-hmac": createHmac("sha512", key).update(body).digest("hex"),
    "x-webhook-hmac-algorithm": "sha512",
  };
}

function retriesOf({ retries }: WahaWebhook): Retries {
  const { policy = "constant", delaySeconds = 2, attempts = 15 } = retries ?? {};
  const delays = Array.from({ length: Math.min(Math.max(0, attempts), 100) }, (_, index) => {
    const factor = policy === "linear" ? index + 1 : policy === "exponential" ? 2 ** index : 1;
    return Math.min(delaySeconds * 1_000 * factor, LONGEST_WAIT);
  });
  return { delays, giveUpAfter: 0 };
}

/** An id that sorts by its time. */
export function newUlid(at: number): string {
  let time = "";
  for (let rest = at, index = 0; index < 10; index++, rest = Math.floor(rest / 32)) time = CROCKFORD[rest % 32] + time;
  return time + [...randomBytes(16)].map((byte) => CROCKFORD[byte % 32]).join("");
}
