import { createHmac } from "node:crypto";
import { DeliveryQueue } from "../../hosted/delivery-queue.ts";
import { between } from "../../network/chance.ts";
import type { Network } from "../../network/network.ts";
import { type CloudSettings, happens } from "../cloud-settings.ts";

/** Signed webhooks of the platform, with the disorder that the settings ask for. */
export class WebhookQueue {
  private readonly network: Network;
  private readonly settings: CloudSettings;
  private readonly queue: DeliveryQueue;
  private order = 0;

  constructor(network: Network, settings: CloudSettings) {
    this.network = network;
    this.settings = settings;
    this.queue = new DeliveryQueue(network, {
      name: "cloud",
      timeout: () => settings.webhookTimeout,
      allowedHosts: () => settings.allowedHosts,
    });
  }

  /** Keeps a webhook for its receiver; the returned function sends it off after the commit. */
  post(webhook: { url: string; secret: string; payload: object; due?: number }): () => void {
    const body = escaped(webhook.payload);
    const { seed, clock } = this.network;
    const order = this.order++;
    const shuffled = happens(this.settings.shuffleChance, seed, "shuffle", order, body);
    const due = (webhook.due ?? clock.now()) + (shuffled ? between([1, this.settings.shuffleDelay], seed, order) : 0);
    const delivery = {
      url: webhook.url,
      headers: {
        "content-type": "application/json",
        "user-agent": "facebookexternalua",
        "x-hub-signature-256": `sha256=${createHmac("sha256", webhook.secret).update(body).digest("hex")}`,
      },
      body,
      due,
      retries: { delays: this.settings.webhookRetryDelays, giveUpAfter: this.settings.webhookGiveUpAfter },
    };
    const starts = [this.queue.post(delivery)];
    if (happens(this.settings.duplicateChance, seed, "duplicate", order, body)) starts.push(this.queue.post(delivery));
    return () => {
      for (const start of starts) start();
    };
  }

  /** How many webhooks wait. */
  get waiting(): number {
    return this.queue.waiting;
  }

  /** Takes up what waited on disk. */
  resume(): void {
    this.queue.resume();
  }

  /** Ends the attempts under way. */
  stop(): void {
    this.queue.stop();
  }
}

/** JSON as the platform writes it, and signs it: everything outside ASCII and each slash escaped. */
function escaped(payload: object): string {
  return JSON.stringify(payload)
    .replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("/", "\\/");
}
