import { defineTexts } from "../../texts/define-texts.ts";
import { say } from "../../texts/say.ts";
import type { Feature } from "../feature.ts";
import { openSandbox } from "./open-sandbox.ts";
import { SandboxOverlay } from "./sandbox-overlay.tsx";

// Apart from the texts of the drawer, because this is in the first script.
const names = defineTexts("sandbox-names", { id: { open: "Buka Sandbox" }, en: { open: "Open Sandbox" } });

/** The Sandbox: a drawer beside any screen. */
export const sandboxFeature: Feature = {
  commands: () => [
    { id: "sandbox.open", label: say(names, "open"), keywords: "ponsel pelanggan tiruan", run: () => openSandbox() },
  ],
  overlay: SandboxOverlay,
};
