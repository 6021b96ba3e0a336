import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/use-texts.ts";
import { LiveChip } from "./live-chip.tsx";
import style from "./page.module.css";

/** A screen that scrolls as one: title, what it says about itself, its one primary action, and the content. */
export function Page(props: {
  title: string;
  /** One sentence under the title; numbers in it may be bold. */
  description?: ReactNode;
  actions?: ReactNode;
  /** Where the arrow before the title leads. */
  back?: string;
  /** The same, only where a list beside the page is not on screen. */
  phoneBack?: string;
  /** 28 px title and wide margins, for screens where one decides. */
  isGenerous?: boolean;
  /** A column of 640 px, for forms. */
  isNarrow?: boolean;
  children: ReactNode;
}) {
  const t = useTexts(common);
  const back = props.back ?? props.phoneBack;
  return (
    <main
      className={style.page}
      data-generous={props.isGenerous || undefined}
      data-narrow={props.isNarrow || undefined}
    >
      <title>{`${props.title} · Balas`}</title>
      <div className={style.inner}>
        <header className={style.head}>
          {back && (
            <Link to={back} className={`${style.back} ${props.back ? "" : "only-phone"}`} aria-label={t("back")}>
              <IconArrowLeft size={20} aria-hidden />
            </Link>
          )}
          <div className="grow">
            <h1>{props.title}</h1>
            {props.description && <p>{props.description}</p>}
          </div>
          <div className={style.actions}>
            <span className="only-wide">
              <LiveChip />
            </span>
            {props.actions}
          </div>
        </header>
        {props.children}
      </div>
    </main>
  );
}
