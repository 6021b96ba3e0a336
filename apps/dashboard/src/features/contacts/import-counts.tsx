import { useTexts } from "../../texts/use-texts.ts";
import { Card, CardRow } from "../../ui/card.tsx";
import { useFormat } from "../../ui/format.ts";
import { type Segment, SegmentedBar } from "../../ui/segmented-bar.tsx";
import style from "./import.module.css";
import type { Counts } from "./import-queries.ts";
import { importTexts } from "./import-texts.ts";

const parts = ["created", "updated", "unchanged", "duplicate", "rejected"] as const;
const colors: Record<(typeof parts)[number], string> = {
  created: "var(--primary)",
  updated: "var(--info)",
  unchanged: "var(--line-strong)",
  duplicate: "var(--accent)",
  rejected: "var(--danger)",
};
const reasons = [
  "phone_missing",
  "phone_invalid",
  "phone_too_short",
  "phone_too_long",
  "phone_damaged_by_spreadsheet",
  "broken_quotes",
  "too_many_cells",
  "name_too_long",
  "value_too_long",
] as const;

/** How many rows, and what became of each of them; the parts always add up to the rows. */
export function ImportCounts({ counts, label }: { counts: Counts; label: string }) {
  const t = useTexts(importTexts);
  const { number } = useFormat();
  const segments: Segment[] = parts.map((key) => ({
    key,
    label: t(`count.${key}`),
    value: counts[key],
    color: colors[key],
  }));
  return (
    <div className={style.counts}>
      <p>
        <b className={`${style.big} num`}>{number(counts.rows)}</b> <span className="t2">{t("count.rows")}</span>
      </p>
      <SegmentedBar label={label} segments={segments} height={10} />
    </div>
  );
}

/** Why rows are rejected, the most frequent reason first. */
export function RejectedReasons({ reasons: found }: { reasons: Record<string, number> }) {
  const t = useTexts(importTexts);
  const { number } = useFormat();
  const listed = Object.entries(found).sort((one, other) => other[1] - one[1]);
  if (listed.length === 0) return null;
  return (
    <Card title={t("reasons.title")} isFlush>
      {listed.map(([code, count]) => {
        const known = reasons.find((reason) => reason === code);
        return (
          <CardRow key={code} side={<b className="num">{number(count)}</b>}>
            {known ? t(`reason.${known}`) : code}
          </CardRow>
        );
      })}
    </Card>
  );
}
