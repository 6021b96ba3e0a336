import { say } from "../../texts/say.ts";
import type { Feature } from "../feature.ts";
import { campaignWords } from "./words.ts";

/** Campaigns in the palette. */
export const campaignsFeature: Feature = {
  commands: () => [
    { id: "campaigns.open", label: say(campaignWords, "open"), to: "/campaigns" },
    { id: "campaigns.new", label: say(campaignWords, "new"), to: "/campaigns/new", keywords: "broadcast siaran" },
  ],
};
