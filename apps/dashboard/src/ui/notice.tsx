import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import style from "./notice.module.css";

const icons = { ask: IconAlertTriangle, danger: IconAlertTriangle, info: IconInfoCircle, ok: IconCircleCheck };

/**
 * What happened, what follows, then the choice. `ask` (marigold) wants a decision; `danger` is only for loss or failure.
 */
export function Notice(props: {
  tone?: keyof typeof icons;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const tone = props.tone ?? "ask";
  const Icon = icons[tone];
  return (
    <div className={style.notice} data-tone={tone} role={tone === "danger" ? "alert" : undefined}>
      <Icon size={18} aria-hidden />
      <div className="grow">
        <p>
          {props.title && <b>{props.title} </b>}
          {props.children}
        </p>
        {props.actions && <div className={style.actions}>{props.actions}</div>}
      </div>
    </div>
  );
}
