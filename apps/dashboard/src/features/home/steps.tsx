import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Link, useRouter } from "@tanstack/react-router";
import { useTexts } from "../../texts/use-texts.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { RelativeTime } from "../../ui/times.tsx";
import { type OnboardingStep, type StepName, stepNames } from "./queries.ts";
import { Ring } from "./ring.tsx";
import style from "./steps.module.css";
import { homeTexts } from "./texts.ts";

const places: Record<StepName, { to: string; minutes: number }> = {
  connect_number: { to: "/numbers", minutes: 2 },
  send_test: { to: "/inbox", minutes: 1 },
  import_contacts: { to: "/contacts", minutes: 5 },
  invite_team: { to: "/settings/members", minutes: 1 },
  launch_campaign: { to: "/campaigns", minutes: 10 },
};

/** The way to the first campaign with its real state; the first open step is the one to do now. */
export function Steps({ steps, onHide }: { steps: readonly OnboardingStep[]; onHide: () => void }) {
  const t = useTexts(homeTexts);
  const known = stepNames.flatMap((name) => {
    const step = steps.find((one) => one.name === name);
    return step ? [{ ...step, name }] : [];
  });
  const done = known.filter((step) => step.done).length;
  const progress = t("steps.progress", { done, all: known.length });
  const current = known.find((step) => !step.done)?.name;
  return (
    <section className={`card ${style.steps}`}>
      <header>
        <Ring share={known.length === 0 ? 0 : done / known.length} label={progress} />
        <div className="grow">
          <h2>{t("steps.title")}</h2>
          <div className="meta num">{progress}</div>
        </div>
        <Button variant="subtle" size="sm" onClick={onHide}>
          {t("steps.hide")}
        </Button>
      </header>
      <ol>
        {known.map((step, index) => (
          <Step key={step.name} step={step} number={index + 1} isCurrent={step.name === current} />
        ))}
      </ol>
    </section>
  );
}

function Step(props: { step: OnboardingStep & { name: StepName }; number: number; isCurrent: boolean }) {
  const t = useTexts(homeTexts);
  const { name, done, at } = props.step;
  const place = places[name];
  const known: Record<string, unknown> = useRouter().routesByPath;
  const hasScreen = place.to in known;
  return (
    <li className={style.step} data-state={done ? "done" : props.isCurrent ? "now" : "open"}>
      <span className={`${style.mark} num`}>{done ? <IconCheck size={14} aria-hidden /> : props.number}</span>
      <div className="grow">
        <h3>{t(`step.${name}`)}</h3>
        <div className="meta">
          {done && at ? (
            <>
              {t("steps.doneAt")} <RelativeTime at={at} isInSentence />
            </>
          ) : (
            t(`step.${name}.hint`)
          )}
        </div>
        {props.isCurrent && hasScreen && (
          <LinkButton variant="filled" to={place.to} className={style.action ?? ""}>
            {t(`step.${name}.action`)}
          </LinkButton>
        )}
      </div>
      {!props.isCurrent && (
        <span className={style.side}>
          {done && hasScreen ? (
            <Link to={place.to} className="link">
              {t(`step.${name}.seen`)}
            </Link>
          ) : (
            <span className="meta num">{!done && t("time.minutes", { count: place.minutes })}</span>
          )}
        </span>
      )}
    </li>
  );
}
