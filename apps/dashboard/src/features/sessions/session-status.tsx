import { useTexts } from "../../texts/use-texts.ts";
import { StatusChip } from "../../ui/status-chip.tsx";
import type { Session } from "./queries.ts";
import { statusLooks } from "./status-look.ts";
import { sessionTexts } from "./texts.ts";

/** The status of a number as icon, word and color. */
export function SessionStatusChip({ session }: { session: Session }) {
  const t = useTexts(sessionTexts);
  const { tone, icon } = statusLooks[session.status];
  return (
    <StatusChip tone={tone} icon={icon}>
      {t(`status.${session.status}`)}
    </StatusChip>
  );
}
