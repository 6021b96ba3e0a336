import { ActionIcon } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/use-texts.ts";
import style from "./pane.module.css";

/** One of several columns that scroll alone: a 52 px head, the content, and a foot that stays. */
export function Pane(props: {
  label: string;
  head?: ReactNode;
  foot?: ReactNode;
  /** The paper-colored column at the side rather than a white sheet. */
  isSide?: boolean;
  /** The content scrolls by itself, as a virtual list does. */
  isBare?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={props.label}
      className={`${style.pane} ${props.className ?? ""}`}
      data-side={props.isSide || undefined}
    >
      {props.head && <header className={style.head}>{props.head}</header>}
      <div className={props.isBare ? style.bare : style.body}>{props.children}</div>
      {props.foot && <footer className={style.foot}>{props.foot}</footer>}
    </section>
  );
}

/** The usual head of a pane: title, count that equals the list, actions; on a phone an arrow back. */
export function PaneTitle(props: {
  title: ReactNode;
  count?: number | undefined;
  onBack?: () => void;
  children?: ReactNode;
}) {
  const t = useTexts(common);
  return (
    <>
      {props.onBack && (
        <ActionIcon className="only-phone" onClick={props.onBack} aria-label={t("back")}>
          <IconArrowLeft size={20} aria-hidden />
        </ActionIcon>
      )}
      <h2 className={`${style.title} cut`}>{props.title}</h2>
      {props.count !== undefined && <span className={`${style.count} num`}>{props.count}</span>}
      <span className="grow" />
      {props.children}
    </>
  );
}
