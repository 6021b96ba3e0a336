import { Button, Select, TextInput } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { useFormat } from "../../ui/format.ts";
import { Notice } from "../../ui/notice.tsx";
import { toast } from "../../ui/toast.tsx";
import { sessionsQuery } from "../sessions/queries.ts";
import { previewQuery, useSendTest } from "./queries.ts";
import style from "./step-test.module.css";
import { campaignTexts } from "./texts.ts";
import wizardStyle from "./wizard.module.css";
import type { StepProps } from "./wizard.tsx";

/** One real message to a phone of one's own, before everybody else gets it. */
export function TestStep({ campaign, editing }: StepProps) {
  const t = useTexts(campaignTexts);
  const { dateTime } = useFormat();
  const send = useSendTest(campaign.id);
  const people = useQuery(previewQuery(campaign.id)).data?.people ?? [];
  const number = useQuery(sessionsQuery).data?.find((one) => one.id === campaign.sessionId);
  const [phone, setPhone] = useState("");
  const [contactId, setContactId] = useState<string>();
  return (
    <>
      <h1 className={wizardStyle.question}>{t("test.question")}</h1>
      <p className="t2">{t("test.body")}</p>
      <Card>
        <form
          className={style.form}
          onSubmit={async (event) => {
            event.preventDefault();
            await editing.flush();
            send.mutate(
              { ...(phone.trim() ? { phone: phone.trim() } : {}), ...(contactId ? { contactId } : {}) },
              { onSuccess: (sent) => toast(t("test.sent", { phone: sent.phone })) },
            );
          }}
        >
          <TextInput
            label={t("test.phone")}
            type="tel"
            autoComplete="tel"
            description={number?.phone ? t("test.phone.hint", { phone: number.phone }) : t("test.phone.hintNone")}
            value={phone}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
          {people.length > 0 && (
            <Select
              label={t("preview.as")}
              searchable
              value={contactId ?? people[0]?.contactId ?? null}
              onChange={(value) => value && setContactId(value)}
              data={people.map((one) => ({ value: one.contactId, label: one.name || one.phone || "?" }))}
            />
          )}
          {send.error ? <Notice tone="danger">{describeProblem(send.error, campaignTexts)}</Notice> : null}
          <div>
            <Button
              type="submit"
              loading={send.isPending}
              disabled={!campaign.abilities.test}
              leftSection={<IconSend size={16} aria-hidden />}
            >
              {campaign.testedAt ? t("test.again") : t("test.send")}
            </Button>
          </div>
        </form>
      </Card>
      <Notice tone={campaign.testedAt ? "ok" : "info"}>
        {campaign.testedAt ? t("test.done", { time: dateTime(campaign.testedAt) }) : t("test.stale")}
      </Notice>
    </>
  );
}
