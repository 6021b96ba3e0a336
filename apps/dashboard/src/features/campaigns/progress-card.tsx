import { Link } from "@tanstack/react-router";
import { useTexts } from "../../texts/use-texts.ts";
import { useFormat } from "../../ui/format.ts";
import { SegmentedBar, SumInWords } from "../../ui/segmented-bar.tsx";
import { countSegments, settledOf } from "./count-segments.ts";
import style from "./progress-card.module.css";
import { type RecipientStatus, type Report, recipientStatuses } from "./queries.ts";
import { campaignTexts } from "./texts.ts";

/** How far it is, what became of everybody so far, and that the parts add up to the audience. */
export function ProgressCard({ campaign }: { campaign: Report }) {
  const t = useTexts(campaignTexts);
  const { number, percent } = useFormat();
  if (!campaign.counts) return null;
  const total = campaign.audienceSize ?? 0;
  const settled = settledOf(campaign.counts);
  const segments = countSegments(campaign.counts, (status) => t(`count.${status}`));
  return (
    <section className={`card ${style.card}`} aria-live="polite" aria-atomic="false">
      <div className={style.head}>
        <div className={`${style.big} num`}>{percent(total === 0 ? 0 : settled / total)}</div>
        <div>
          <div className="num">
            <b>{t("run.done", { done: number(settled), total: number(total) })}</b>
          </div>
          {settled < total && (
            <div className="t2 num">{t("run.left", { count: total - settled, people: number(total - settled) })}</div>
          )}
        </div>
      </div>
      <SegmentedBar label={campaign.name} segments={segments} total={total} height={12} hasLegend={false} />
      <ul className={`${style.legend} num`}>
        {segments.map((segment) => (
          <li key={segment.key}>
            <i style={{ background: segment.color }} aria-hidden />
            <Link
              to="/campaigns/$id"
              params={{ id: campaign.id }}
              search={{ status: statusOf(segment.key) }}
              hash="recipients"
              className="link"
            >
              {segment.label} {number(segment.value)}
            </Link>
          </li>
        ))}
      </ul>
      <SumInWords segments={segments} />
    </section>
  );
}

function statusOf(key: string): RecipientStatus {
  return recipientStatuses.find((status) => status === key) ?? "read";
}
