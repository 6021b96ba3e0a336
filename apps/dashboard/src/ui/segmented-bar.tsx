import { Link } from "@tanstack/react-router";
import { useFormat } from "./format.ts";
import style from "./segmented-bar.module.css";

export interface Segment {
  key: string;
  label: string;
  value: number;
  /** A token such as `var(--primary)`; `transparent` draws the rest of the track. */
  color: string;
  /** Where the rows behind this number are. */
  to?: string;
}

/** Every sum shows its parts: the bar, the legend whose words carry the numbers, and each part a link to its rows. */
export function SegmentedBar(props: {
  label: string;
  segments: readonly Segment[];
  /** The whole, when it is more than the parts. */
  total?: number;
  height?: number;
  hasLegend?: boolean;
}) {
  const { number } = useFormat();
  const sum = props.segments.reduce((all, segment) => all + segment.value, 0);
  const rest = Math.max(0, (props.total ?? sum) - sum);
  const shown = props.segments.filter((segment) => segment.value > 0);
  const described = props.segments.map((segment) => `${segment.label} ${number(segment.value)}`).join(", ");
  return (
    <div>
      <div
        className={style.bar}
        style={{ height: props.height ?? 8 }}
        role="img"
        aria-label={`${props.label}: ${described}`}
      >
        {shown.map((segment) => (
          <i key={segment.key} style={{ "--c": segment.color, flexGrow: segment.value }} />
        ))}
        {rest > 0 && <i style={{ "--c": "transparent", flexGrow: rest }} />}
      </div>
      {props.hasLegend !== false && <Legend segments={props.segments} />}
    </div>
  );
}

function Legend({ segments }: { segments: readonly Segment[] }) {
  const { number } = useFormat();
  return (
    <ul className={`${style.legend} num`}>
      {segments.map((segment) => (
        <li key={segment.key}>
          <i style={{ "--c": segment.color }} />
          {segment.to ? (
            <Link to={segment.to} className="link">
              {segment.label} {number(segment.value)}
            </Link>
          ) : (
            <span>
              {segment.label} {number(segment.value)}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The sum as words: 11.842 menerima + 638 dilewati = 12.480. */
export function SumInWords({ segments }: { segments: readonly Segment[] }) {
  const { number } = useFormat();
  const sum = segments.reduce((all, segment) => all + segment.value, 0);
  const parts = segments.map((segment) => `${number(segment.value)} ${segment.label.toLocaleLowerCase()}`);
  return <span className="meta num">{`${parts.join(" + ")} = ${number(sum)}`}</span>;
}
