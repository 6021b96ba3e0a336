import { IconCheck, IconPencil, IconPlayerPause, IconPlayerStop, IconSend } from "@tabler/icons-react";
import { useTexts } from "../../texts/use-texts.ts";
import { type ChipTone, StatusChip } from "../../ui/status-chip.tsx";
import type { CampaignStatus, RecipientStatus } from "./queries.ts";
import { campaignTexts } from "./texts.ts";

const looks = {
  draft: { tone: "neutral", icon: IconPencil },
  sending: { tone: "teal", icon: IconSend },
  paused: { tone: "warn", icon: IconPlayerPause },
  stopping: { tone: "neutral", icon: IconPlayerStop },
  stopped: { tone: "neutral", icon: IconPlayerStop },
  completed: { tone: "ok", icon: IconCheck },
} as const satisfies Record<CampaignStatus, { tone: ChipTone; icon: unknown }>;

/** In which state a campaign is: icon, word and color. */
export function CampaignStatusChip({ status }: { status: CampaignStatus }) {
  const t = useTexts(campaignTexts);
  return (
    <StatusChip tone={looks[status].tone} icon={looks[status].icon}>
      {t(`status.${status}`)}
    </StatusChip>
  );
}

/** The color of each state of a recipient: the same in bars, legends and lists. Words always stand beside it. */
export const statusColors: Record<RecipientStatus, string> = {
  read: "var(--primary)",
  delivered: "color-mix(in oklab, var(--primary) 62%, var(--surface))",
  sent: "color-mix(in oklab, var(--primary) 34%, var(--surface))",
  queued: "var(--info)",
  pending: "var(--line-strong)",
  failed: "var(--danger)",
  unknown: "var(--accent)",
  skipped: "var(--text-3)",
};

const chipTones: Record<RecipientStatus, ChipTone> = {
  read: "ok",
  delivered: "ok",
  sent: "teal",
  queued: "info",
  pending: "neutral",
  failed: "bad",
  unknown: "warn",
  skipped: "neutral",
};

/** What became of one recipient. */
export function RecipientChip({ status }: { status: RecipientStatus }) {
  const t = useTexts(campaignTexts);
  return <StatusChip tone={chipTones[status]}>{t(`count.${status}`)}</StatusChip>;
}
