import type { Network } from "../network/network.ts";
import { type Cloud, cloudOf } from "./cloud.ts";
import { defaultCloudSettings } from "./cloud-settings.ts";
import { tellNumberChanged } from "./incoming/tell-number-changed.ts";
import { observeNetwork } from "./observe-network.ts";
import { resumeSending } from "./send/accept-send.ts";
import { resumeTemplates } from "./templates/review-template.ts";

/** Opens the emulated Cloud API of a network; reviews, messages and webhooks that waited on disk go on. */
export function openCloud(network: Network): Cloud {
  const cloud = cloudOf(network);
  network.observers.push(observeNetwork(cloud));
  network.events.listen(({ type, phone, to }) => {
    if (type === "number.changed") tellNumberChanged(cloud, String(phone), String(to));
    if (type !== "reset") return;
    cloud.limits.clear();
    cloud.idsOfPhones.clear();
    changeCloudSettings(cloud, defaultCloudSettings());
  });
  resumeTemplates(cloud);
  cloud.webhooks.resume();
  resumeSending(cloud);
  return cloud;
}

/** Changes how the platform behaves, and keeps it. */
export function changeCloudSettings(cloud: Cloud, change: Partial<Cloud["settings"]>): void {
  Object.assign(cloud.settings, change);
  cloud.network.store.setMeta("cloud_settings", JSON.stringify(cloud.settings));
}
