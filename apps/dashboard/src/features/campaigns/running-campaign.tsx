import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { ConfirmDestructive } from "../../ui/confirm-destructive.tsx";
import { useFormat } from "../../ui/format.ts";
import { Notice } from "../../ui/notice.tsx";
import { NumberBadge } from "../../ui/number-badge.tsx";
import { Page } from "../../ui/page.tsx";
import { DateTime } from "../../ui/times.tsx";
import { sessionsQuery } from "../sessions/queries.ts";
import { CampaignNotices } from "./campaign-notices.tsx";
import { CampaignStatusChip } from "./campaign-status.tsx";
import { ProgressCard } from "./progress-card.tsx";
import { type Report, useCommandCampaign } from "./queries.ts";
import { ReasonsCard } from "./reasons-card.tsx";
import { RecipientsCard } from "./recipients-card.tsx";
import style from "./running-campaign.module.css";
import { campaignTexts } from "./texts.ts";
import { useAudienceName } from "./use-audience-name.ts";
import { VariantsCard } from "./variants-card.tsx";

/** A launched campaign as it goes and, when it is over, its report: what became of everybody, and why. */
export function RunningCampaign({ campaign }: { campaign: Report }) {
  return (
    <Page
      title={campaign.name}
      back="/campaigns"
      description={<Lead campaign={campaign} />}
      actions={<Commands campaign={campaign} />}
    >
      <CampaignNotices campaign={campaign} />
      <ProgressCard campaign={campaign} />
      <div className={style.pair}>
        <ReasonsCard campaign={campaign} />
        <MessageCard campaign={campaign} />
      </div>
      <VariantsCard campaign={campaign} />
      <RecipientsCard campaign={campaign} />
    </Page>
  );
}

function Lead({ campaign }: { campaign: Report }) {
  const audience = useAudienceName(campaign.audience);
  const number = useQuery(sessionsQuery).data?.find((one) => one.id === campaign.sessionId);
  return (
    <span className={style.lead}>
      <CampaignStatusChip status={campaign.status} />
      <span>{audience}</span>
      {number && <NumberBadge name={number.name} phone={number.phone} index={number.color - 1} />}
      {campaign.launchedAt && <DateTime at={campaign.launchedAt} />}
    </span>
  );
}

/** Pause, resume and stop are always in sight, and say why they can't be done by being absent. */
function Commands({ campaign }: { campaign: Report }) {
  const t = useTexts(campaignTexts);
  const { number } = useFormat();
  const command = useCommandCampaign(campaign.id);
  const [isStopping, setStopping] = useState(false);
  const { abilities, counts } = campaign;
  const left = (counts?.pending ?? 0) + (counts?.queued ?? 0);
  return (
    <>
      {command.error && !isStopping ? (
        <Notice tone="danger">{describeProblem(command.error, campaignTexts)}</Notice>
      ) : null}
      {abilities.pause && (
        <Button
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={command.isPending}
          onClick={() => command.mutate({ command: "pause" })}
        >
          {t("pause")}
        </Button>
      )}
      {abilities.resume && (
        <Button
          variant="filled"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={command.isPending}
          disabled={campaign.statusReason === "session_deleted"}
          onClick={() => command.mutate({ command: "resume" })}
        >
          {t("resume")}
        </Button>
      )}
      {abilities.stop && (
        <Button leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={() => setStopping(true)}>
          {t("stop")}
        </Button>
      )}
      <ConfirmDestructive
        isOpen={isStopping}
        title={t("stop.title", { name: campaign.name })}
        action={t("stop.action")}
        isBusy={command.isPending}
        error={command.error}
        onClose={() => setStopping(false)}
        onConfirm={() => command.mutate({ command: "stop" }, { onSuccess: () => setStopping(false) })}
      >
        {t("stop.body", { count: number(left) })}
      </ConfirmDestructive>
    </>
  );
}

function MessageCard({ campaign }: { campaign: Report }) {
  const t = useTexts(campaignTexts);
  return (
    <Card title={t("run.message")}>
      <p className={style.message}>{campaign.text}</p>
      <h3 className={style.historyHead}>{t("run.history")}</h3>
      <ul className={style.history}>
        {campaign.history.map((entry) => (
          <li key={`${entry.status} ${entry.at}`}>
            <CampaignStatusChip status={entry.status} />
            <span className="grow" />
            <DateTime at={entry.at} hasZone={false} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
