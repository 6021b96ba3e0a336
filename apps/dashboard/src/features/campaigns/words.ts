import { defineTexts } from "../../texts/define-texts.ts";

/** The few words that the shell needs before a screen of campaigns is opened. */
export const campaignWords = defineTexts("campaigns.words", {
  id: { open: "Buka Kampanye", new: "Buat kampanye" },
  en: { open: "Open Campaigns", new: "Create a campaign" },
});
