import { say } from "../../texts/say.ts";
import type { Feature } from "../feature.ts";
import { settingsTexts } from "../settings/texts.ts";

/** Settings pages in the palette. */
export const organizationsFeature: Feature = {
  commands: () => [
    { id: "settings.profile", label: say(settingsTexts, "profile"), to: "/settings/profile" },
    { id: "settings.members", label: say(settingsTexts, "members"), to: "/settings/members" },
    { id: "settings.organization", label: say(settingsTexts, "organization"), to: "/settings/organization" },
    { id: "settings.api-keys", label: say(settingsTexts, "apiKeys"), to: "/settings/api-keys" },
  ],
};
