import type { Network } from "../network/network.ts";
import type {
  CloudApp,
  CloudFlow,
  CloudMedia,
  CloudNumber,
  CloudToken,
  Template,
  UploadSession,
  Waba,
} from "./cloud-objects.ts";
import { type CloudSettings, defaultCloudSettings } from "./cloud-settings.ts";
import { RateLimits } from "./limits/rate-limits.ts";
import { CloudMessages } from "./messages/cloud-messages.ts";
import { Shelf } from "./shelf.ts";
import { WebhookQueue } from "./webhooks/webhook-queue.ts";

/** An error that was ordered for the next calls or messages that fit. */
export interface OrderedError {
  id: string;
  code: number;
  told: "answer" | "webhook";
  numberId: string | null;
  to: string | null;
  template: string | null;
  details: string | null;
  /** How many more times; null never ends. */
  times: number | null;
}

/** What the platform knows of a person beyond its phone. */
export interface CloudPerson {
  phone: string;
  username: string | null;
  /** Webhooks no longer carry the phone number. */
  hidesNumber: boolean;
  /** Wants no marketing (131050). */
  stoppedMarketing: boolean;
}

/** Everything the parts of the emulated Cloud API share. */
export interface Cloud {
  readonly network: Network;
  readonly settings: CloudSettings;
  readonly apps: Shelf<CloudApp>;
  readonly tokens: Shelf<CloudToken>;
  readonly wabas: Shelf<Waba>;
  readonly numbers: Shelf<CloudNumber>;
  /** The ids of numbers by their phones: asked for every message of the whole network, so it must cost nothing. */
  readonly idsOfPhones: Map<string, string>;
  readonly templates: Shelf<Template>;
  readonly media: Shelf<CloudMedia>;
  readonly flows: Shelf<CloudFlow>;
  readonly uploads: Shelf<UploadSession>;
  readonly orderedErrors: Shelf<OrderedError>;
  readonly people: Shelf<CloudPerson>;
  /** Business-scoped ids to phone numbers. */
  readonly userIds: Shelf<{ phone: string; businessId: string }>;
  readonly messages: CloudMessages;
  readonly webhooks: WebhookQueue;
  readonly limits: RateLimits;
}

const CLOUDS = new WeakMap<Network, Cloud>();

/** The emulated Cloud API of a network. */
export function cloudOf(network: Network): Cloud {
  const known = CLOUDS.get(network);
  if (known) return known;
  const { store } = network;
  const settings: CloudSettings = { ...defaultCloudSettings(), ...JSON.parse(store.meta("cloud_settings") ?? "{}") };
  const numbers = new Shelf<CloudNumber>(store, "cloud.number");
  const cloud: Cloud = {
    network,
    settings,
    apps: new Shelf(store, "cloud.app"),
    tokens: new Shelf(store, "cloud.token"),
    wabas: new Shelf(store, "cloud.waba"),
    numbers,
    idsOfPhones: new Map(numbers.list().map(({ phone, id }) => [phone, id])),
    templates: new Shelf(store, "cloud.template"),
    media: new Shelf(store, "cloud.media"),
    flows: new Shelf(store, "cloud.flow"),
    uploads: new Shelf(store, "cloud.upload"),
    orderedErrors: new Shelf(store, "cloud.error"),
    people: new Shelf(store, "cloud.person"),
    userIds: new Shelf(store, "cloud.user_id"),
    messages: new CloudMessages(store),
    webhooks: new WebhookQueue(network, settings),
    limits: new RateLimits(network),
  };
  CLOUDS.set(network, cloud);
  return cloud;
}

/** The number whose phone this is. */
export function numberOfPhone(cloud: Cloud, phone: string): CloudNumber | undefined {
  const id = cloud.idsOfPhones.get(phone);
  return id === undefined ? undefined : cloud.numbers.find(id);
}

/** Keeps a number; it is found by its id and by its phone. */
export function saveNumber(cloud: Cloud, number: CloudNumber): CloudNumber {
  cloud.idsOfPhones.set(number.phone, number.id);
  return cloud.numbers.put(number.id, number.wabaId, number);
}

/** The numbers of a business account. */
export function numbersOf(cloud: Cloud, wabaId: string): CloudNumber[] {
  return cloud.numbers.list(wabaId);
}
