import { defineTexts } from "../../texts/define-texts.ts";
import { say } from "../../texts/say.ts";
import type { Feature } from "../feature.ts";

// Apart from the texts of the screens, because this is in the first script.
const names = defineTexts("sessions-names", { id: { add: "Tambah nomor" }, en: { add: "Add a number" } });

/** Numbers in the palette. */
export const sessionsFeature: Feature = {
  commands: () => [{ id: "sessions.add", label: say(names, "add"), keywords: "qr whatsapp", to: "/numbers/new" }],
};
