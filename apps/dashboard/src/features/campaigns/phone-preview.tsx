import { parseText, renderText } from "@balas/message-text";
import { ActionIcon, Select } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useOrganization } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { PhoneBubble, PhoneFrame } from "../../ui/phone-frame.tsx";
import style from "./phone-preview.module.css";
import type { PreviewPerson } from "./queries.ts";
import { campaignTexts } from "./texts.ts";

/** The phone of a real person of the audience with what he would get; every possible text can be leafed through. */
export function PhonePreview(props: { people: readonly PreviewPerson[]; text: string; campaignId: string }) {
  const t = useTexts(campaignTexts);
  const organization = useOrganization();
  const [personId, setPersonId] = useState<string>();
  const [chosen, setChosen] = useState<number>();
  const person = props.people.find((one) => one.contactId === personId) ?? props.people[0];
  const parsed = parseText(props.text);
  const count = parsed.variantCount;
  // The seed is the server's: see who gets which text before the launch.
  const own = renderText(parsed, {
    values: {},
    variant: { seed: `${props.campaignId} ${person?.contactId ?? ""}` },
  }).variant;
  const index = Math.min(chosen ?? own, count - 1);
  const { text, missing } = renderText(parsed, { values: person?.values ?? {}, variant: { index } });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person has another text
  useEffect(() => setChosen(undefined), [personId]);
  const leaf = (step: number) => setChosen((index + step + count) % count);
  return (
    <aside className={style.preview} aria-label={t("preview.label")}>
      {count > 1 && (
        <div className={style.leaf}>
          <ActionIcon aria-label={t("preview.previous")} onClick={() => leaf(-1)}>
            <IconChevronLeft size={18} aria-hidden />
          </ActionIcon>
          <span className="num">
            {t("preview.variant", { index: index + 1, count })}
            {index === own && <span className="t3"> · {t("preview.own")}</span>}
          </span>
          <ActionIcon aria-label={t("preview.next")} onClick={() => leaf(1)}>
            <IconChevronRight size={18} aria-hidden />
          </ActionIcon>
        </div>
      )}
      <PhoneFrame
        label={t("preview.label")}
        title={organization.name}
        subtitle={t("preview.business")}
        foot={<span>&nbsp;</span>}
        height={480}
      >
        {text.trim() === "" ? (
          <p className={style.empty}>{t("preview.empty")}</p>
        ) : (
          <PhoneBubble side="in" time="09.41">
            <span className={style.text}>{text}</span>
          </PhoneBubble>
        )}
      </PhoneFrame>
      {missing.length > 0 && (
        <p className={style.missing}>
          {t("preview.missing", { names: missing.map((name) => `{{${name}}}`).join(", ") })}
        </p>
      )}
      {props.people.length > 0 && (
        <Select
          className={style.person ?? ""}
          label={t("preview.as")}
          searchable
          value={person?.contactId ?? null}
          onChange={(value) => value && setPersonId(value)}
          data={props.people.map((one) => ({ value: one.contactId, label: one.name || one.phone || "?" }))}
        />
      )}
    </aside>
  );
}
