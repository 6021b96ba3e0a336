import type { Cloud } from "../cloud.ts";
import type { CloudNumber, Waba } from "../cloud-objects.ts";
import { happens } from "../cloud-settings.ts";
import { GraphError } from "../graph-error.ts";
import { personOf } from "../people/user-id.ts";
import type { Recipient } from "../send/find-recipient.ts";
import type { CheckedContent } from "../send/sending.ts";
import { isWindowOpen } from "../statuses/pricing.ts";
import { PER_SECOND } from "./rate-limits.ts";

/** Refuses a message at once that its number may not send now. */
export function checkAccount(cloud: Cloud, number: CloudNumber, recipient: Recipient): void {
  if (!number.registered) throw new GraphError(133010);
  if (recipient.phone === number.phone) throw new GraphError(131021);
  if (number.allowedRecipients && !number.allowedRecipients.includes(recipient.phone)) throw new GraphError(131030);
  const { pairRate, throughput } = cloud.settings;
  if (throughput && !cloud.limits.takeThroughput(number.id, PER_SECOND[number.throughput]))
    throw new GraphError(130429);
  if (pairRate && !cloud.limits.takePair(number.id, recipient.phone)) throw new GraphError(131056);
}

/** Why a message that was accepted will not arrive; undefined when it will. */
export function whyUndeliverable(
  cloud: Cloud,
  number: CloudNumber,
  peer: string,
  content: CheckedContent,
): { code: number; details?: string } | undefined {
  const { network, settings } = cloud;
  if (content.failsWith) return content.failsWith;
  if (!network.directory.reach(peer)) return { code: 131026 };
  const isOpen = isWindowOpen(cloud, number.id, peer);
  if (content.type !== "template" && !isOpen) return { code: 131047 };
  if (content.category === "marketing") {
    if (personOf(cloud, peer).stoppedMarketing) return { code: 131050 };
    const words = [network.seed, number.id, peer, network.clock.now()];
    if (happens(settings.experimentChance, "experiment", network.seed, peer)) return { code: 130472 };
    if (happens(settings.marketingCapChance, "cap", ...words)) return { code: 131049 };
  }
  if (number.quality === "RED" && !isOpen) return { code: 131048 };
  const waba = cloud.wabas.find(number.wabaId);
  if (waba && !isOpen && !withinLimit(cloud, waba, peer))
    return { code: 131049, details: "The messaging limit of the business portfolio is reached." };
  return undefined;
}

function withinLimit(cloud: Cloud, waba: Waba, peer: string): boolean {
  return cloud.messages.takeOpening(waba.businessId, peer, waba.dailyLimit, cloud.network.clock.now());
}
