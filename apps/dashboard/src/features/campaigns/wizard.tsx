import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconArrowLeft, IconCheck, IconTrash } from "@tabler/icons-react";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { describeProblem } from "../../api/problem-texts.ts";
import { common } from "../../texts/common.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { ConfirmDestructive } from "../../ui/confirm-destructive.tsx";
import { useFormat } from "../../ui/format.ts";
import { Notice } from "../../ui/notice.tsx";
import { toast } from "../../ui/toast.tsx";
import { LaunchBar } from "./launch-bar.tsx";
import { type Campaign, type StepName, stepNames, useDeleteDraft } from "./queries.ts";
import { AudienceStep } from "./step-audience.tsx";
import { ContentStep } from "./step-content.tsx";
import { LimitsStep } from "./step-limits.tsx";
import { ReviewStep } from "./step-review.tsx";
import { TestStep } from "./step-test.tsx";
import { campaignTexts } from "./texts.ts";
import { type DraftEditing, useDraft } from "./use-draft.ts";
import style from "./wizard.module.css";

const route = getRouteApi("/shell/campaigns/$id");

/** A draft, step by step; every step is saved before the next opens, and each can be opened again. */
export function Wizard({ campaign }: { campaign: Campaign }) {
  const t = useTexts(campaignTexts);
  const navigate = useNavigate();
  const editing = useDraft(campaign);
  const step = route.useSearch().step ?? campaign.step;
  const open = async (next: StepName) => {
    if (campaign.abilities.edit) await editing.flush(next);
    await navigate({ to: "/campaigns/$id", params: { id: campaign.id }, search: { step: next } });
  };
  return (
    <main className={style.wizard}>
      <title>{`${editing.draft.name} · Balas`}</title>
      <Top campaign={campaign} editing={editing} step={step} open={open} />
      <div className={style.scroll}>
        <div className={style.body} data-wide={step === "review" || step === "content" || undefined}>
          {!campaign.abilities.edit && <Notice tone="info">{t("wizard.readOnly")}</Notice>}
          {editing.error ? <Notice tone="danger">{describeProblem(editing.error, campaignTexts)}</Notice> : null}
          <fieldset disabled={!campaign.abilities.edit && step !== "review"} className={style.fields}>
            <Step step={step} campaign={campaign} editing={editing} open={open} />
          </fieldset>
        </div>
      </div>
      {step === "review" ? (
        <LaunchBar campaign={campaign} editing={editing} />
      ) : (
        <Foot step={step} open={open} isSaving={editing.isSaving} />
      )}
    </main>
  );
}

export interface StepProps {
  campaign: Campaign;
  editing: DraftEditing;
  open: (step: StepName) => Promise<void>;
}

function Step({ step, ...props }: StepProps & { step: StepName }): ReactNode {
  if (step === "audience") return <AudienceStep {...props} />;
  if (step === "content") return <ContentStep {...props} />;
  if (step === "limits") return <LimitsStep {...props} />;
  if (step === "test") return <TestStep {...props} />;
  return <ReviewStep {...props} />;
}

function Top({ campaign, editing, step, open }: StepProps & { step: StepName }) {
  const t = useTexts(campaignTexts);
  const words = useTexts(common);
  const current = stepNames.indexOf(step);
  return (
    <header className={style.top}>
      <Link to="/campaigns" className={style.back} aria-label={words("back")}>
        <IconArrowLeft size={20} aria-hidden />
      </Link>
      <TextInput
        className={style.name ?? ""}
        aria-label={t("new.name")}
        variant="unstyled"
        value={editing.draft.name}
        maxLength={200}
        readOnly={!campaign.abilities.edit}
        onChange={(event) => editing.change({ name: event.currentTarget.value })}
        error={editing.draft.name.trim() === ""}
      />
      <ol className={style.steps}>
        {stepNames.map((name, index) => (
          <li key={name} aria-current={name === step ? "step" : undefined}>
            <button type="button" onClick={() => void open(name).catch(() => undefined)}>
              {index < current ? <IconCheck size={16} aria-hidden /> : <b className="num">{index + 1}</b>}
              <span>{t(`step.${name}`)}</span>
            </button>
          </li>
        ))}
      </ol>
      <span className={style.saved}>
        <Saved campaign={campaign} editing={editing} />
      </span>
      {campaign.abilities.delete && <DeleteDraft campaign={campaign} />}
    </header>
  );
}

function Saved({ campaign, editing }: { campaign: Campaign; editing: DraftEditing }) {
  const t = useTexts(campaignTexts);
  const { time } = useFormat();
  if (editing.isSaving) return <span className="meta">{t("wizard.saving")}</span>;
  if (editing.isDirty) return <span className="meta">{t("wizard.unsaved")}</span>;
  return <span className="meta num">{t("wizard.savedAt", { time: time(campaign.updatedAt) })}</span>;
}

function DeleteDraft({ campaign }: { campaign: Campaign }) {
  const t = useTexts(campaignTexts);
  const navigate = useNavigate();
  const remove = useDeleteDraft();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <ActionIcon aria-label={t("wizard.delete")} title={t("wizard.delete")} onClick={() => setAsking(true)}>
        <IconTrash size={18} aria-hidden />
      </ActionIcon>
      <ConfirmDestructive
        isOpen={isAsking}
        title={t("wizard.delete.title", { name: campaign.name })}
        action={t("wizard.delete.action")}
        isBusy={remove.isPending}
        error={remove.error}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(campaign.id, {
            onSuccess: () => {
              toast(t("wizard.deleted", { name: campaign.name }));
              void navigate({ to: "/campaigns" });
            },
          })
        }
      >
        {t("wizard.delete.body")}
      </ConfirmDestructive>
    </>
  );
}

function Foot({ step, open, isSaving }: { step: StepName; open: StepProps["open"]; isSaving: boolean }) {
  const t = useTexts(campaignTexts);
  const index = stepNames.indexOf(step);
  const before = stepNames[index - 1];
  const next = stepNames[index + 1] ?? "review";
  const go = (to: StepName) => void open(to).catch(() => undefined);
  return (
    <footer className={style.foot}>
      {before && <Button onClick={() => go(before)}>{t("wizard.back")}</Button>}
      <span className="grow" />
      <Button variant="filled" size="lg" loading={isSaving} onClick={() => go(next)}>
        {t("wizard.next", { step: t(`step.${next}`) })}
      </Button>
    </footer>
  );
}
