import { IconCheck, IconGlobe, IconMessage2, IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ComponentType, ReactNode } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { createFormat, useFormat } from "../../ui/format.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { LoadingCard } from "../../ui/states.tsx";
import { StatusChip } from "../../ui/status-chip.tsx";
import { FlightPlanCard } from "./flight-plan-card.tsx";
import { FoundList } from "./found-list.tsx";
import { PhonePreview } from "./phone-preview.tsx";
import { type Campaign, type Check, checkQuery, previewQuery } from "./queries.ts";
import style from "./step-review.module.css";
import { campaignTexts } from "./texts.ts";
import { WhoReceives } from "./who-receives.tsx";
import type { StepProps } from "./wizard.tsx";

/** Everything one decides on, on one screen: who, when, what wants a decision, and the message itself. */
export function ReviewStep({ campaign, open }: StepProps) {
  const t = useTexts(campaignTexts);
  const check = useQuery(checkQuery(campaign.id));
  const preview = useQuery(previewQuery(campaign.id)).data;
  return (
    <div className={style.columns}>
      <div className="stack">
        <WhoReceives campaign={campaign} />
        <FlightPlanCard campaign={campaign} />
        <Loaded query={check} loading={<LoadingCard height={120} />}>
          {(found) => (
            <div className={style.pair}>
              <Card title={t("review.problems")} action={<ProblemCount count={found.problems.length} />}>
                {found.problems.length === 0 ? (
                  <p className="t2">{t("review.noProblems")}</p>
                ) : (
                  <FoundList
                    problems={found.problems}
                    onShow={(problem) => void open(problem.step).catch(() => undefined)}
                    showLabel={(problem) => t(`step.${problem.step}`)}
                  />
                )}
              </Card>
              <Checks campaign={campaign} check={found} />
            </div>
          )}
        </Loaded>
      </div>
      <PhonePreview people={preview?.people ?? []} text={campaign.text} campaignId={campaign.id} />
    </div>
  );
}

function ProblemCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <StatusChip tone="warn" icon="warning">
      {count}
    </StatusChip>
  );
}

function Checks({ campaign, check }: { campaign: Campaign; check: Check }) {
  const t = useTexts(campaignTexts);
  const { number } = useFormat();
  const has = (code: string) => check.problems.some((problem) => problem.code === code);
  const isTextFine = !check.problems.some((problem) => problem.step === "content" && problem.severity === "error");
  return (
    <Card title={t("review.checks")}>
      <ul className={style.facts}>
        <Fact icon={IconGlobe} side={<span className="meta">{t("review.zones")}</span>}>
          {describeZones(check.audience.zones, number)}
        </Fact>
        {isTextFine && (
          <Fact icon={IconMessage2} side={<Passed />}>
            {t("content.variants", { count: check.text.variantCount })}
            {" · "}
            {t("review.texts", { shortest: number(check.text.shortest), longest: number(check.text.longest) })}
          </Fact>
        )}
        {!has("no_stop_hint") && isTextFine && (
          <Fact icon={IconShieldCheck} side={<Passed />}>
            {t("review.stopHint")}
          </Fact>
        )}
        {campaign.testedAt && (
          <Fact icon={IconCheck} side={<Passed />}>
            {t("review.tested")}
          </Fact>
        )}
      </ul>
    </Card>
  );
}

function Fact(props: {
  icon: ComponentType<{ size?: number; "aria-hidden"?: boolean }>;
  side: ReactNode;
  children: ReactNode;
}) {
  const Icon = props.icon;
  return (
    <li>
      <Icon size={18} aria-hidden />
      <span className="num">{props.children}</span>
      {props.side}
    </li>
  );
}

function Passed() {
  const t = useTexts(campaignTexts);
  return <StatusChip tone="ok">{t("review.pass")}</StatusChip>;
}

/** WIB 9.964 · WITA 1.511; zones of one name count together. */
function describeZones(zones: Check["audience"]["zones"], number: (value: number) => string): string {
  const byName = new Map<string, number>();
  for (const { zone, count } of zones) {
    const name = createFormat("id", zone).zoneName();
    byName.set(name, (byName.get(name) ?? 0) + count);
  }
  return [...byName].map(([name, count]) => `${name} ${number(count)}`).join(" · ");
}
