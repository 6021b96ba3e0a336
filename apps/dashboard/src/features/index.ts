// The one list of features. A feature's `realtime.ts` is imported here, so that facts reach the cache on every screen.

import { campaignsFeature } from "./campaigns/feature.ts";
import "./campaigns/realtime.ts";
import { contactsFeature } from "./contacts/feature.ts";
import type { Feature } from "./feature.ts";
import "./contacts/realtime.ts";
import { inboxFeature } from "./inbox/feature.ts";
import "./inbox/realtime.ts";
import { organizationsFeature } from "./organizations/feature.ts";
import "./organizations/realtime.ts";
import { sandboxFeature } from "./sandbox/feature.ts";
import { sessionsFeature } from "./sessions/feature.ts";
import "./sessions/realtime.ts";

/** In the order in which the palette shows what they offer. */
export const features: readonly Feature[] = [
  inboxFeature,
  contactsFeature,
  campaignsFeature,
  sessionsFeature,
  sandboxFeature,
  organizationsFeature,
];
