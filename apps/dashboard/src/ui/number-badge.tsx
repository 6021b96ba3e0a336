import style from "./number-badge.module.css";

/** The color of a sending number is the same in chips, lanes and reports: by its place in the organization's list. */
export function numberColor(index: number): string {
  return `var(--number-${(((index % 5) + 5) % 5) + 1})`;
}

/** The last digits of a number as people tell numbers apart: ••08. */
export function tailOf(phone: string): string {
  return `••${phone.slice(-2)}`;
}

/** A sending number: its small mark, its name and its tail. */
export function NumberBadge(props: { name: string; phone?: string | null; index: number }) {
  return (
    <span className={`${style.badge} num`} style={{ "--n": numberColor(props.index) }}>
      <span className="cut">{props.name}</span>
      {props.phone && <span>{tailOf(props.phone)}</span>}
    </span>
  );
}

/** The larger mark at the head of a number's card. */
export function NumberMark(props: { index: number; children: React.ReactNode }) {
  return (
    <span className={style.mark} style={{ "--n": numberColor(props.index) }} aria-hidden>
      {props.children}
    </span>
  );
}
