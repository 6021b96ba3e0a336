import { createHash } from "node:crypto";
import type { Cloud } from "../cloud.ts";
import type { CloudMessage } from "../messages/cloud-messages.ts";

const DAY = 24 * 3_600_000;

/** True when a person wrote to a number within the last day. */
export function isWindowOpen(cloud: Cloud, numberId: string, peer: string, at = cloud.network.clock.now()): boolean {
  const last = cloud.messages.lastIncoming(numberId, peer);
  return last !== undefined && at - last < DAY;
}

/** What a message costs: by its category, free behind a click on an advertisement or as the rules before October 2026. */
export function pricingOf(cloud: Cloud, message: CloudMessage): object {
  const { numberId, peer, category } = message;
  const isFreeEntry = message.at < cloud.messages.freeUntil(numberId, peer);
  const usedToBeFree =
    category === "service" || (category === "utility" && isWindowOpen(cloud, numberId, peer, message.at));
  const isFreeService = usedToBeFree && !cloud.settings.chargeService;
  return {
    billable: !isFreeEntry && !isFreeService,
    pricing_model: "PMP",
    type: isFreeEntry ? "free_entry_point" : isFreeService ? "free_customer_service" : "regular",
    category: isFreeEntry ? "referral_conversion" : category,
  };
}

/** The conversation a message falls into: one for each person, category and day. */
export function conversationOf(cloud: Cloud, message: CloudMessage, withExpiry: boolean): object {
  const { numberId, peer, category, at } = message;
  const day = Math.floor(at / DAY);
  const id = createHash("sha256")
    .update(`${cloud.network.seed}\0${numberId}\0${peer}\0${category}\0${day}`)
    .digest("hex");
  const expiry = Math.floor(((cloud.messages.lastIncoming(numberId, peer) ?? at) + DAY) / 1000);
  return {
    id: id.slice(0, 32),
    ...(withExpiry ? { expiration_timestamp: String(expiry) } : {}),
    origin: { type: category },
  };
}
