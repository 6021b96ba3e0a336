import { IconAlertTriangle, IconCheck, IconPlayerPause, IconQrcode, IconRefresh, IconX } from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { ChipTone } from "../../ui/status-chip.tsx";
import type { SessionStatus } from "./queries.ts";

interface Look {
  tone: ChipTone;
  icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
}

/** Tone and picture of each status; the word comes from the texts. */
export const statusLooks: Record<SessionStatus, Look> = {
  stopped: { tone: "neutral", icon: IconPlayerPause },
  starting: { tone: "info", icon: IconRefresh },
  pairing: { tone: "info", icon: IconQrcode },
  online: { tone: "ok", icon: IconCheck },
  reconnecting: { tone: "warn", icon: IconRefresh },
  logged_out: { tone: "warn", icon: IconAlertTriangle },
  replaced: { tone: "warn", icon: IconAlertTriangle },
  banned: { tone: "bad", icon: IconX },
  rejected: { tone: "bad", icon: IconX },
};

/** True when the number needs its phone again before it can work. */
export function needsPairing(status: SessionStatus): boolean {
  return status === "pairing" || status === "logged_out";
}
