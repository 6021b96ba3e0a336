import { IconAlertTriangle, IconCheck, IconClock, IconRefresh, IconX } from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";
import style from "./status-chip.module.css";

export type ChipTone = "ok" | "warn" | "bad" | "info" | "teal" | "neutral" | "line";
type Icon = ComponentType<{ size?: number; "aria-hidden"?: boolean }>;

const usual: Partial<Record<ChipTone, Icon>> = {
  ok: IconCheck,
  warn: IconClock,
  bad: IconX,
  info: IconRefresh,
};

/** A status as icon, word and color together; labels are neutral and carry no icon. */
export function StatusChip(props: { tone: ChipTone; icon?: Icon | "warning"; children: ReactNode; title?: string }) {
  const Icon = props.icon === "warning" ? IconAlertTriangle : (props.icon ?? usual[props.tone]);
  return (
    <span className={style.chip} data-tone={props.tone} title={props.title}>
      {Icon && <Icon size={12} aria-hidden />}
      {props.children}
    </span>
  );
}
