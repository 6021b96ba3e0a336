import { IconCheck, IconChecks, IconChevronLeft, IconClock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Avatar } from "./avatar.tsx";
import style from "./phone-frame.module.css";

/** A phone as the customer holds it: previews and the Sandbox. It keeps its own light colors in both themes. */
export function PhoneFrame(props: {
  label: string;
  clock?: string;
  /** Name and line under it in the chat's head. */
  title?: string;
  subtitle?: string;
  foot?: ReactNode;
  height?: number;
  children: ReactNode;
}) {
  return (
    <figure className={style.phone} aria-label={props.label}>
      <div className={style.screen} style={{ height: props.height ?? 520 }}>
        <div className={`${style.status} num`} aria-hidden>
          {props.clock ?? "09.41"}
        </div>
        {props.title && (
          <div className={style.head}>
            <IconChevronLeft size={18} aria-hidden />
            <Avatar name={props.title} of="customer" />
            <div className="grow">
              <b className="cut">{props.title}</b>
              <span>{props.subtitle}</span>
            </div>
          </div>
        )}
        <div className={style.chat}>{props.children}</div>
        {props.foot && <div className={style.foot}>{props.foot}</div>}
      </div>
    </figure>
  );
}

const ticks = { pending: IconClock, sent: IconCheck, delivered: IconChecks, read: IconChecks } as const;

/** A bubble on that phone. `in` is what its holder received. */
export function PhoneBubble(props: {
  side: "in" | "out";
  time?: string;
  tick?: keyof typeof ticks;
  media?: ReactNode;
  children: ReactNode;
}) {
  const Tick = props.tick && ticks[props.tick];
  return (
    <div className={style.bubble} data-side={props.side}>
      {props.media}
      <div className={style.text}>{props.children}</div>
      {(props.time || Tick) && (
        <span className={`${style.at} num`}>
          {props.time}
          {Tick && <Tick size={14} aria-hidden data-read={props.tick === "read" || undefined} />}
        </span>
      )}
    </div>
  );
}
