import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTexts } from "../../texts/use-texts.ts";
import { useFormat } from "../../ui/format.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { type Segment, SegmentedBar, SumInWords } from "../../ui/segmented-bar.tsx";
import { LoadingCard } from "../../ui/states.tsx";
import { describeReason } from "./describe-found.ts";
import { type Campaign, type Check, checkQuery } from "./queries.ts";
import { campaignTexts } from "./texts.ts";
import { useAudienceName } from "./use-audience-name.ts";
import style from "./who-receives.module.css";

/** The ledger before the launch: who receives it, who is skipped and why, and that the sum is the audience. */
export function WhoReceives({ campaign }: { campaign: Campaign }) {
  const t = useTexts(campaignTexts);
  const check = useQuery({ ...checkQuery(campaign.id), enabled: campaign.audience !== null });
  if (campaign.audience === null) return <p className="t2">{t("receive.choose")}</p>;
  return (
    <Loaded query={check} loading={<LoadingCard height={150} />}>
      {({ audience }) => <Ledger campaign={campaign} audience={audience} />}
    </Loaded>
  );
}

/** Greys that stay apart on both themes; the words beside them carry the meaning. */
const shades = [72, 52, 38, 28, 20];

function Ledger({ campaign, audience }: { campaign: Campaign; audience: Check["audience"] }) {
  const t = useTexts(campaignTexts);
  const { number } = useFormat();
  const name = useAudienceName(campaign.audience);
  const skipped = audience.total - audience.receive;
  const shade = (index: number) =>
    `color-mix(in oklab, var(--text-2) ${shades[Math.min(index, shades.length - 1)]}%, var(--surface))`;
  const parts: Segment[] = [
    { key: "receive", label: t("receive.part"), value: audience.receive, color: "var(--primary)" },
    ...audience.skipped.map(({ reason, count }, index) => ({
      key: reason,
      label: describeReason(t, reason),
      value: count,
      color: shade(index),
    })),
  ];
  return (
    <section className={`card ${style.ledger}`} aria-live="polite">
      <div>
        <h3 className="t2">{t("receive.title")}</h3>
        <div className={`${style.big} num`}>{number(audience.receive)}</div>
        <div className="t2">
          {t("receive.of", { count: audience.total, total: number(audience.total), audience: name })}
        </div>
        <div className={style.bar}>
          <SegmentedBar label={t("receive.title")} segments={parts} height={10} hasLegend={false} />
          <SumInWords
            segments={[
              { key: "receive", label: t("receive.part"), value: audience.receive, color: "" },
              { key: "skipped", label: t("receive.skipped"), value: skipped, color: "" },
            ]}
          />
        </div>
      </div>
      <div>
        <h3 className={style.head}>
          {skipped === 0 ? t("receive.nobodySkipped") : t("receive.why", { count: number(skipped) })}
        </h3>
        <ul className={style.why}>
          {audience.skipped.map(({ reason, count }, index) => (
            <li key={reason}>
              <i style={{ background: shade(index) }} aria-hidden />
              <span>
                {reason === "opted_out" ? (
                  <Link to="/contacts" className="link">
                    {describeReason(t, reason)}
                  </Link>
                ) : (
                  describeReason(t, reason)
                )}
              </span>
              <span className="num">{number(count)}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
