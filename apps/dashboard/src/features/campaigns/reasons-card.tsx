import { Link } from "@tanstack/react-router";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { useFormat } from "../../ui/format.ts";
import { describeReason } from "./describe-found.ts";
import type { ReasonCount, RecipientStatus, Report } from "./queries.ts";
import style from "./reasons-card.module.css";
import { campaignTexts } from "./texts.ts";

/** Who got nothing, grouped by the reason; each line leads to its people. */
export function ReasonsCard({ campaign }: { campaign: Report }) {
  const t = useTexts(campaignTexts);
  const { reasons } = campaign;
  const isClean = reasons.failed.length + reasons.unknown.length + reasons.skipped.length === 0;
  return (
    <Card title={reasons.failed.length > 0 ? t("run.failures") : t("run.skips")}>
      {isClean && <p className="t2">{t("receive.nobodySkipped")}</p>}
      <Reasons campaign={campaign} status="failed" reasons={reasons.failed} />
      <Reasons campaign={campaign} status="unknown" reasons={reasons.unknown} />
      {reasons.failed.length > 0 && reasons.skipped.length > 0 && <h3 className={style.head}>{t("run.skips")}</h3>}
      <Reasons campaign={campaign} status="skipped" reasons={reasons.skipped} />
    </Card>
  );
}

function Reasons(props: { campaign: Report; status: RecipientStatus; reasons: ReasonCount[] }) {
  const t = useTexts(campaignTexts);
  const { number } = useFormat();
  if (props.reasons.length === 0) return null;
  return (
    <ul className={style.list}>
      {props.reasons.map(({ reason, count }) => (
        <li key={reason}>
          <Link
            to="/campaigns/$id"
            params={{ id: props.campaign.id }}
            search={{ status: props.status, ...(reason === "unspecified" ? {} : { reason }) }}
            hash="recipients"
            className="link"
          >
            {describeReason(t, reason)}
          </Link>
          <span className="num">{number(count)}</span>
        </li>
      ))}
    </ul>
  );
}
