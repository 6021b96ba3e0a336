import { IconAlertTriangle, IconCheck, IconChecks, IconClock } from "@tabler/icons-react";
import { useTexts } from "../../texts/use-texts.ts";
import style from "./bubble.module.css";
import type { MessageStatus } from "./queries.ts";
import { inboxTexts } from "./texts.ts";

/** How far a message of ours came: clock, tick, two ticks, two blue ticks; the same in words for who does not see them. */
export function Ticks({ status, size = 14 }: { status: MessageStatus; size?: number }) {
  const t = useTexts(inboxTexts);
  if (status === "received") return null;
  const name = status === "sending" ? "queued" : status;
  return (
    <span className={style.ticks} data-status={name} role="img" aria-label={t(`status.${name}`)}>
      <Icon status={name} size={size} />
    </span>
  );
}

function Icon({ status, size }: { status: Exclude<MessageStatus, "received" | "sending">; size: number }) {
  if (status === "queued") return <IconClock size={size} aria-hidden />;
  if (status === "sent") return <IconCheck size={size} aria-hidden />;
  if (status === "delivered" || status === "read") return <IconChecks size={size} aria-hidden />;
  return <IconAlertTriangle size={size} aria-hidden />;
}
