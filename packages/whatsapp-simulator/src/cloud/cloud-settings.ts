import { chanceOf } from "../network/chance.ts";

/** How the emulated platform behaves; times are simulated milliseconds unless they say otherwise. */
export interface CloudSettings {
  templateReview: "approve" | "reject" | "manual";
  templateReviewDelay: number;
  /** How long the url of a file works. */
  mediaUrlLifetime: number;
  /** Waits between the attempts to deliver a webhook; the last one repeats until it is given up. */
  webhookRetryDelays: number[];
  webhookGiveUpAfter: number;
  /** Real milliseconds a receiver may take to answer. */
  webhookTimeout: number;
  /** A webhook arrives twice. */
  duplicateChance: number;
  /** A webhook waits up to `shuffleDelay`, so that later ones overtake it. */
  shuffleChance: number;
  shuffleDelay: number;
  /** A marketing message is held back by the cap of its reader (131049). */
  marketingCapChance: number;
  /** A reader is in an experiment and gets no marketing (130472). */
  experimentChance: number;
  pairRate: boolean;
  throughput: boolean;
  /** Since 1 October 2026 service messages cost; false is as before. */
  chargeService: boolean;
  /** Reads carry a price as well. */
  pricingOnRead: boolean;
  /** Hosts besides this machine that webhooks may go to and links may be read from. */
  allowedHosts: string[];
}

const HOUR = 3_600_000;

/** The settings of a new emulator. */
export function defaultCloudSettings(): CloudSettings {
  return {
    templateReview: "approve",
    templateReviewDelay: 1_000,
    mediaUrlLifetime: 300_000,
    webhookRetryDelays: [1_000, 5_000, 30_000, 120_000, 600_000, HOUR],
    webhookGiveUpAfter: 7 * 24 * HOUR,
    webhookTimeout: 10_000,
    duplicateChance: 0,
    shuffleChance: 0,
    shuffleDelay: 2_000,
    marketingCapChance: 0,
    experimentChance: 0,
    pairRate: true,
    throughput: true,
    chargeService: true,
    pricingOnRead: false,
    allowedHosts: [],
  };
}

/** True when something with this chance happens this time. */
export function happens(chance: number, ...words: (string | number)[]): boolean {
  return chance > 0 && chanceOf(...words) < chance;
}
