import { Select, Switch } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { NumberBadge } from "../../ui/number-badge.tsx";
import { EmptyState, LoadingCard } from "../../ui/states.tsx";
import { type Session, sessionsQuery } from "../sessions/queries.ts";
import { SessionStatusChip } from "../sessions/session-status.tsx";
import { Choices } from "./choices.tsx";
import { FlightPlanCard } from "./flight-plan-card.tsx";
import { speeds } from "./queries.ts";
import style from "./step-limits.module.css";
import { campaignTexts } from "./texts.ts";
import wizardStyle from "./wizard.module.css";
import type { StepProps } from "./wizard.tsx";

/** Which number sends, how fast, and when nobody is written to; the plan below follows each choice. */
export function LimitsStep({ campaign, editing }: StepProps) {
  const t = useTexts(campaignTexts);
  const numbers = useQuery(sessionsQuery);
  const { sessionId, speed } = editing.draft;
  return (
    <>
      <h1 className={wizardStyle.question}>{t("limits.question")}</h1>
      <Card title={t("limits.number")}>
        <Loaded query={numbers} loading={<LoadingCard height={90} />} empty={<NoNumber />}>
          {(sessions) => (
            <Choices
              label={t("limits.number")}
              value={sessionId ?? undefined}
              onChange={(value) => editing.change({ sessionId: value })}
              options={sessions.map((session) => ({
                value: session.id,
                label: <NumberBadge name={session.name} phone={session.phone} index={session.color - 1} />,
                hint: <NumberState session={session} />,
              }))}
            />
          )}
        </Loaded>
      </Card>
      <Card title={t("limits.speed")} meta={t("limits.speed.rule")}>
        <Choices
          label={t("limits.speed")}
          value={speed}
          onChange={(value) => editing.change({ speed: value })}
          options={speeds.map((name) => ({
            value: name,
            label: t(`limits.speed.${name}`),
            hint: t(`limits.speed.${name}.hint`),
          }))}
        />
      </Card>
      <QuietHours editing={editing} />
      <FlightPlanCard campaign={campaign} />
    </>
  );
}

function NumberState({ session }: { session: Session }) {
  const t = useTexts(campaignTexts);
  return (
    <span className={style.state}>
      <SessionStatusChip session={session} />
      {session.network === "sandbox" && <span className="meta">{t("limits.number.sandbox")}</span>}
    </span>
  );
}

function NoNumber() {
  const t = useTexts(campaignTexts);
  return (
    <EmptyState
      drawing="numbers"
      title={t("limits.number.none")}
      action={
        <LinkButton to="/numbers" leftSection={<IconPlus size={16} aria-hidden />}>
          {t("limits.number.connect")}
        </LinkButton>
      }
    />
  );
}

const halfHours = Array.from({ length: 48 }, (_, index) => {
  const hour = String(Math.floor(index / 2)).padStart(2, "0");
  return `${hour}:${index % 2 === 0 ? "00" : "30"}`;
});

function QuietHours({ editing }: Pick<StepProps, "editing">) {
  const t = useTexts(campaignTexts);
  const { quietHours } = editing.draft;
  const at = (time: string) => (halfHours.includes(time) ? halfHours : [...halfHours, time].sort());
  return (
    <Card
      title={t("limits.quiet")}
      meta={t("limits.quiet.hint")}
      action={
        <Switch
          aria-label={t("limits.quiet")}
          checked={quietHours !== null}
          onChange={(event) =>
            editing.change({ quietHours: event.currentTarget.checked ? { from: "20:00", to: "08:00" } : null })
          }
        />
      }
    >
      {quietHours && (
        <div className={style.times}>
          <Select
            label={t("limits.quiet.from")}
            value={quietHours.from}
            data={at(quietHours.from)}
            onChange={(from) => from && editing.change({ quietHours: { ...quietHours, from } })}
          />
          <Select
            label={t("limits.quiet.to")}
            value={quietHours.to}
            data={at(quietHours.to)}
            onChange={(to) => to && editing.change({ quietHours: { ...quietHours, to } })}
          />
        </div>
      )}
    </Card>
  );
}
