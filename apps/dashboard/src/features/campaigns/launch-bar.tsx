import { Button, TextInput } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { ApiProblem } from "../../api/problem.ts";
import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { useFormat } from "../../ui/format.ts";
import { Notice } from "../../ui/notice.tsx";
import { DateTime } from "../../ui/times.tsx";
import { toast } from "../../ui/toast.tsx";
import style from "./launch-bar.module.css";
import { type Campaign, type Check, checkQuery, useCommandCampaign } from "./queries.ts";
import { campaignTexts } from "./texts.ts";
import type { DraftEditing } from "./use-draft.ts";

/** From here on the number of recipients is typed before the launch: one slip should not reach thousands. */
const typeAbove = 500;

/** The decision: when it is done, and the button that says to how many people it goes. */
export function LaunchBar({ campaign, editing }: { campaign: Campaign; editing: DraftEditing }) {
  const t = useTexts(campaignTexts);
  const { number } = useFormat();
  const field = useId();
  const queryClient = useQueryClient();
  const check = useQuery(checkQuery(campaign.id));
  const command = useCommandCampaign(campaign.id);
  const [typed, setTyped] = useState("");
  const receive = check.data?.audience.receive ?? 0;
  const hasErrors = check.data?.problems.some((problem) => problem.severity === "error") ?? true;
  const mustType = receive >= typeAbove;
  const isTyped = typed.replace(/\D/g, "") === String(receive);
  const mayLaunch = campaign.abilities.launch && !hasErrors && (!mustType || isTyped) && !check.isFetching;
  const launch = async () => {
    await editing.flush();
    command.mutate(
      { command: "launch", body: { expectedRecipients: receive } },
      {
        onSuccess: () => toast(t("review.launched", { name: campaign.name })),
        onError: (error) => {
          if (error instanceof ApiProblem && error.code === "audience_changed")
            void queryClient.invalidateQueries({ queryKey: checkQuery(campaign.id).queryKey });
        },
      },
    );
  };
  return (
    <footer className={style.bar}>
      {command.error ? (
        <div className={style.refusal}>
          <Notice tone="danger">{describeProblem(command.error, campaignTexts)}</Notice>
        </div>
      ) : null}
      <dl className="num">
        <div>
          <dt>{t("review.start")}</dt>
          <dd>{t("review.startNow")}</dd>
        </div>
        <div>
          <dt>{t("review.finish")}</dt>
          <dd>{check.data?.plan ? <Finish plan={check.data.plan} zone={campaign.zone} /> : "–"}</dd>
        </div>
      </dl>
      <span className="grow" />
      {campaign.abilities.launch ? (
        <>
          {mustType && !hasErrors && (
            <>
              <label htmlFor={field} className={style.label}>
                {t("review.type")}
              </label>
              <TextInput
                id={field}
                className={style.typed ?? ""}
                size="lg"
                inputMode="numeric"
                autoComplete="off"
                placeholder={number(receive)}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            </>
          )}
          <Button
            variant="filled"
            size="lg"
            disabled={!mayLaunch}
            loading={command.isPending}
            leftSection={<IconSend size={18} aria-hidden />}
            onClick={() => void launch()}
          >
            {t("review.launch", { count: receive, people: number(receive) })}
          </Button>
        </>
      ) : (
        <p className="t2">{t("review.mayNotLaunch")}</p>
      )}
    </footer>
  );
}

function Finish({ plan, zone }: { plan: NonNullable<Check["plan"]>; zone: string }) {
  const t = useTexts(campaignTexts);
  if (plan.finishAt === null) return <>{t("review.finishUnknown")}</>;
  if (Date.parse(plan.finishAt) - Date.parse(plan.startAt) < 60_000) return <>{t("review.finishAtOnce")}</>;
  return <DateTime at={plan.finishAt} zone={zone} />;
}
