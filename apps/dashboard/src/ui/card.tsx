import type { ReactNode } from "react";
import style from "./card.module.css";

/** A white sheet with a hairline; never a shadow, which is only for what floats. */
export function Card(props: {
  title?: ReactNode;
  meta?: ReactNode;
  action?: ReactNode;
  /** Rows that draw their own padding and hairlines. */
  isFlush?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const hasHead = props.title !== undefined || props.action !== undefined;
  return (
    <section className={`card ${style.card} ${props.className ?? ""}`}>
      {hasHead && (
        <header className={style.head}>
          <div className="grow">
            <h2>{props.title}</h2>
            {props.meta && <div className="meta num">{props.meta}</div>}
          </div>
          {props.action}
        </header>
      )}
      {props.children !== undefined && (
        <div className={props.isFlush ? style.flush : style.body} data-headed={hasHead || undefined}>
          {props.children}
        </div>
      )}
    </section>
  );
}

/** A row inside a flush card: what it is at the left, what can be done at the right. */
export function CardRow(props: { children: ReactNode; side?: ReactNode }) {
  return (
    <div className={style.row}>
      <div className="grow">{props.children}</div>
      {props.side && <div className={style.side}>{props.side}</div>}
    </div>
  );
}
