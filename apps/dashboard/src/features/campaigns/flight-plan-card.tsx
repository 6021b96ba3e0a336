import { useQuery } from "@tanstack/react-query";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { useFormat } from "../../ui/format.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { numberColor, tailOf } from "../../ui/number-badge.tsx";
import { LoadingCard } from "../../ui/states.tsx";
import { sessionsQuery } from "../sessions/queries.ts";
import style from "./flight-plan.module.css";
import { FlightPlan } from "./flight-plan.tsx";
import { type Campaign, checkQuery } from "./queries.ts";
import { campaignTexts } from "./texts.ts";

/** Hour by hour how the number would send, in the zone of the organization. */
export function FlightPlanCard({ campaign }: { campaign: Campaign }) {
  const t = useTexts(campaignTexts);
  const { zoneName, number } = useFormat(campaign.zone);
  const check = useQuery(checkQuery(campaign.id));
  const session = useQuery(sessionsQuery).data?.find((one) => one.id === campaign.sessionId);
  return (
    <Card
      title={t("plan.title")}
      meta={t("plan.meta", { zone: zoneName() })}
      action={<Legend hasQuiet={campaign.quietHours !== null} />}
    >
      <Loaded query={check} loading={<LoadingCard height={150} />}>
        {({ plan, audience }) =>
          plan ? (
            <div className={style.lane}>
              <div className={style.number}>
                <span className="row">
                  <i style={{ background: numberColor((session?.color ?? 1) - 1) }} aria-hidden />
                  <b className="cut">{session?.name}</b>
                  <span className="num">{session?.phone ? tailOf(session.phone) : ""}</span>
                </span>
                <span className="meta num">
                  {plan.perHour === null ? t("plan.unpaced") : t("plan.perHour", { count: number(plan.perHour) })}
                </span>
                <span className="meta num">
                  {t("plan.messages", { count: audience.receive, messages: number(audience.receive) })}
                </span>
              </div>
              <FlightPlan plan={plan} zone={campaign.zone} color={numberColor((session?.color ?? 1) - 1)} />
            </div>
          ) : (
            <p className="t2">{t("plan.none")}</p>
          )
        }
      </Loaded>
    </Card>
  );
}

function Legend({ hasQuiet }: { hasQuiet: boolean }) {
  const t = useTexts(campaignTexts);
  return (
    <span className={`${style.legend} only-wide`}>
      <span>
        <i className={style.dashes} aria-hidden />
        {t("plan.cap")}
      </span>
      {hasQuiet && (
        <span>
          <i className={style.hatch} aria-hidden />
          {t("plan.quiet")}
        </span>
      )}
    </span>
  );
}
