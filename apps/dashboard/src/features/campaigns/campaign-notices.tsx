import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { DateTime } from "../../ui/times.tsx";
import { sessionsQuery } from "../sessions/queries.ts";
import style from "./campaign-notices.module.css";
import { type Report, useCommandCampaign } from "./queries.ts";
import { campaignTexts } from "./texts.ts";

/** What holds a campaign up and what can be done about it: night, a number that is away, a number that is gone. */
export function CampaignNotices({ campaign }: { campaign: Report }) {
  const t = useTexts(campaignTexts);
  const numbers = useQuery(sessionsQuery).data;
  const number = numbers?.find((one) => one.id === campaign.sessionId);
  if (campaign.status === "paused" && campaign.statusReason === "session_deleted")
    return <OtherNumber campaign={campaign} />;
  const isUnlinked = campaign.status === "paused" && campaign.statusReason === "session_not_paired";
  if (campaign.status !== "sending" && !isUnlinked) return null;
  if (number && number.status !== "online")
    return (
      <Notice
        title={t("run.numberAway", { name: number.name })}
        actions={
          <LinkButton size="sm" to="/numbers/$sessionId" params={{ sessionId: number.id }}>
            {t("run.numberAway.open")}
          </LinkButton>
        }
      >
        {t("run.numberAway.body")}
      </Notice>
    );
  if (!campaign.nextWakeAt) return null;
  return (
    <Notice tone="info" title={t("run.asleep")}>
      <Wake at={campaign.nextWakeAt} zone={campaign.zone} />
    </Notice>
  );
}

function Wake({ at, zone }: { at: string; zone: string }) {
  const t = useTexts(campaignTexts);
  const [before, after] = t("run.asleepUntil", { time: "\u0000" }).split("\u0000");
  return (
    <>
      {before}
      <DateTime at={at} zone={zone} />
      {after}
    </>
  );
}

function OtherNumber({ campaign }: { campaign: Report }) {
  const t = useTexts(campaignTexts);
  const numbers = useQuery(sessionsQuery).data ?? [];
  const command = useCommandCampaign(campaign.id);
  const [chosen, setChosen] = useState<string>();
  const sessionId = chosen ?? numbers[0]?.id;
  return (
    <Notice
      title={t("run.numberGone")}
      actions={
        campaign.abilities.resume && (
          <div className={style.other}>
            <Select
              aria-label={t("run.otherNumber")}
              value={sessionId ?? null}
              data={numbers.map((one) => ({ value: one.id, label: `${one.name} ${one.phone ?? ""}` }))}
              onChange={(value) => value && setChosen(value)}
            />
            <Button
              disabled={!sessionId}
              loading={command.isPending}
              onClick={() => sessionId && command.mutate({ command: "resume", body: { sessionId } })}
            >
              {t("resume")}
            </Button>
          </div>
        )
      }
    >
      {t("run.numberGone.body")}
      {command.error ? ` ${describeProblem(command.error, campaignTexts)}` : ""}
    </Notice>
  );
}
