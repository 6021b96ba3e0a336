import { features } from "../features/index.ts";
import { useTexts } from "../texts/use-texts.ts";
import { useFormat } from "../ui/format.ts";
import style from "./rail-badge.module.css";
import { shellTexts } from "./texts.ts";

/** The count at a place of the rail, from the feature that owns it; nothing when there is nothing. */
export function RailBadge({ to, className }: { to: string; className: string | undefined }) {
  const badge = features.find((feature) => feature.badge?.to === to)?.badge;
  return badge ? <Count useCount={badge.useCount} className={className} /> : null;
}

function Count({ useCount, className }: { useCount: () => number | undefined; className: string | undefined }) {
  const count = useCount();
  const t = useTexts(shellTexts);
  const { number } = useFormat();
  if (!count) return null;
  return (
    <span className={`${style.badge} num ${className ?? ""}`}>
      {count > 999 ? "999+" : number(count)}
      <span className="vh"> {t("waiting")}</span>
    </span>
  );
}
