import { Button, Modal, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usePermission } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { LoadingRows } from "../../ui/states.tsx";
import { StatusChip } from "../../ui/status-chip.tsx";
import { DateTime } from "../../ui/times.tsx";
import style from "./contact-page.module.css";
import { type Consent, consentQuery, type OneContact, useRecordWish } from "./queries.ts";
import { contactTexts } from "./texts.ts";

/** What a person agreed to and refused, with the proof, and the way to record more. */
export function ConsentCard({ contact }: { contact: OneContact }) {
  const t = useTexts(contactTexts);
  const consent = useQuery(consentQuery(contact.id));
  const mayRecord = usePermission("compliance.record");
  const [isAsking, setAsking] = useState(false);
  const isOut = contact.optedOutAt !== null;
  return (
    <Card title={t("consent.title")}>
      <div className={style.status}>
        <StatusChip tone={isOut ? "bad" : "ok"}>{t(isOut ? "consent.out" : "consent.may")}</StatusChip>
        <p className="t2">{t(isOut ? "consent.out.hint" : "consent.may.hint")}</p>
        {mayRecord && <Button onClick={() => setAsking(true)}>{t(isOut ? "consent.optIn" : "consent.optOut")}</Button>}
      </div>
      <Loaded query={consent} loading={<LoadingRows count={1} />}>
        {({ history }) =>
          history.length === 0 ? (
            <p className="meta">{t("consent.none")}</p>
          ) : (
            <ol className={style.history}>
              {history.map((entry) => (
                <Entry key={`${entry.type}${entry.at}${entry.importId}`} entry={entry} />
              ))}
            </ol>
          )
        }
      </Loaded>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={t(isOut ? "consent.optIn" : "consent.optOut")}>
        <Ask id={contact.id} wish={isOut ? "opt-in" : "opt-out"} onDone={() => setAsking(false)} />
      </Modal>
    </Card>
  );
}

function Entry({ entry }: { entry: Consent["history"][number] }) {
  const t = useTexts(contactTexts);
  const { type, source, reason } = entry;
  const how =
    source === "message"
      ? t("history.message", { reason })
      : source === "member"
        ? reason
          ? t("history.memberReason", { reason })
          : t("history.member")
        : t(`history.${source}`);
  return (
    <li data-type={type}>
      <b>{type === "consent" ? t("history.consent", { reason }) : t(`history.${type}`)}</b>
      <div className="t2">{how}</div>
      <div className="meta">
        <DateTime at={entry.at} />
      </div>
    </li>
  );
}

function Ask({ id, wish, onDone }: { id: string; wish: "opt-out" | "opt-in"; onDone: () => void }) {
  const t = useTexts(contactTexts);
  const record = useRecordWish(id);
  const form = useForm({ initialValues: { reason: "" } });
  return (
    <Form
      onSubmit={form.onSubmit(({ reason }) => record.mutate({ wish, reason }, { onSuccess: onDone }))}
      error={record.error}
      texts={contactTexts}
    >
      <TextInput
        label={t("consent.reason")}
        placeholder={t("consent.reason.placeholder")}
        maxLength={500}
        data-autofocus
        {...form.getInputProps("reason")}
      />
      <FormActions submit={t("consent.record")} isBusy={record.isPending} />
    </Form>
  );
}
