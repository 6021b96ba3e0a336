import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useOrganization, useProfile, useSystemInfo } from "../../session/queries.ts";
import { readSetting, writeSetting } from "../../session/settings.ts";
import { FindButton } from "../../shell/find-button.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { useFormat } from "../../ui/format.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { LoadingCard } from "../../ui/states.tsx";
import style from "./home-page.module.css";
import { type OnboardingStep, onboardingQuery } from "./queries.ts";
import { SandboxCard } from "./sandbox-card.tsx";
import { Steps } from "./steps.tsx";
import { homeTexts } from "./texts.ts";

export function HomePage() {
  const t = useTexts(homeTexts);
  const profile = useProfile();
  const organization = useOrganization();
  const system = useSystemInfo();
  const onboarding = useQuery(onboardingQuery);
  const setting = `steps-hidden.${organization.id}`;
  const [isHidden, setHidden] = useState(() => readSetting(setting) === "yes");
  const hide = (value: boolean) => {
    setHidden(value);
    writeSetting(setting, value ? "yes" : "no");
  };
  const name = profile.name.split(" ")[0] ?? profile.name;
  return (
    <Page
      title={t(`hello.${useDaytime()}`, { name })}
      description={<Lead steps={onboarding.data?.steps} />}
      actions={<FindButton />}
      isGenerous
    >
      <div className={style.columns}>
        <div className="stack">
          {isHidden ? (
            <div>
              <Button variant="subtle" onClick={() => hide(false)}>
                {t("steps.show")}
              </Button>
            </div>
          ) : (
            <Loaded query={onboarding} loading={<LoadingCard height={420} />}>
              {({ steps }) => <Steps steps={steps} onHide={() => hide(true)} />}
            </Loaded>
          )}
        </div>
        <div className="stack">{system?.sandboxAvailable && <SandboxCard />}</div>
      </div>
    </Page>
  );
}

function Lead({ steps }: { steps: readonly OnboardingStep[] | undefined }) {
  const t = useTexts(homeTexts);
  if (!steps) return <>&nbsp;</>;
  const open = steps.filter((step) => !step.done).length;
  if (open === 0) return t("lead.done");
  return open === steps.length ? t("lead.start") : t("lead.steps", { count: open });
}

function useDaytime(): "morning" | "midday" | "afternoon" | "evening" {
  const { time } = useFormat();
  const hour = Number(time(new Date().toISOString()).slice(0, 2));
  if (hour >= 4 && hour < 11) return "morning";
  if (hour >= 11 && hour < 15) return "midday";
  return hour >= 15 && hour < 18 ? "afternoon" : "evening";
}
