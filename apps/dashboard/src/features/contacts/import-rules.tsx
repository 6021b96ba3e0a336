import { Button, MultiSelect, Radio, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { describeProblem } from "../../api/problem-texts.ts";
import { common } from "../../texts/common.ts";
import { useLanguage, useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { countries } from "./countries.ts";
import style from "./import.module.css";
import type { ImportDraft } from "./import-draft.ts";
import { type DuplicatesRule, duplicatesRules } from "./import-queries.ts";
import { importTexts } from "./import-texts.ts";
import { tagsQuery } from "./queries.ts";

/** What happens to known people, which tags all get, and where their consent comes from. */
export function RulesStep(props: {
  draft: ImportDraft;
  change: (part: Partial<ImportDraft>) => void;
  isBusy: boolean;
  error: unknown;
  onBack: () => void;
  onNext: () => void;
}) {
  const { draft, change } = props;
  const t = useTexts(importTexts);
  const words = useTexts(common);
  const tags = useQuery(tagsQuery).data ?? [];
  const [isAsked, setAsked] = useState(false);
  const lacksConsent = draft.consentSource.trim() === "";
  return (
    <>
      <h2 className={style.question}>{t("rules.question")}</h2>
      <Card>
        <form
          className={style.rules}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setAsked(true);
            if (!lacksConsent) props.onNext();
          }}
        >
          <Radio.Group
            label={t("rules.duplicates")}
            value={draft.duplicates}
            onChange={(value) => {
              const rule = duplicatesRules.find((one): one is DuplicatesRule => one === value);
              if (rule) change({ duplicates: rule });
            }}
          >
            <div className={style.choices}>
              {duplicatesRules.map((rule) => (
                <Radio
                  key={rule}
                  value={rule}
                  label={t(`duplicates.${rule}`)}
                  description={t(`duplicates.${rule}.hint`)}
                />
              ))}
            </div>
          </Radio.Group>
          <MultiSelect
            label={t("rules.tags")}
            description={t("rules.tags.hint")}
            searchable
            value={draft.tagIds}
            data={tags.map((tag) => ({ value: tag.id, label: tag.name }))}
            onChange={(tagIds) => change({ tagIds })}
          />
          <CountrySelect value={draft.defaultCountry} onChange={(defaultCountry) => change({ defaultCountry })} />
          <TextInput
            label={t("rules.consent")}
            description={t("rules.consent.hint")}
            placeholder={t("rules.consent.placeholder")}
            maxLength={300}
            withAsterisk
            value={draft.consentSource}
            error={isAsked && lacksConsent ? t("rules.consent.missing") : undefined}
            onChange={(event) => change({ consentSource: event.currentTarget.value })}
          />
          {props.error ? <Notice tone="danger">{describeProblem(props.error, importTexts)}</Notice> : null}
          <div className={style.actions}>
            <Button size="lg" onClick={props.onBack}>
              {words("back")}
            </Button>
            <Button type="submit" variant="filled" size="lg" loading={props.isBusy}>
              {t("next.check")}
            </Button>
          </div>
        </form>
      </Card>
    </>
  );
}

function CountrySelect(props: { value: string; onChange: (country: string) => void }) {
  const t = useTexts(importTexts);
  const language = useLanguage();
  const data = useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: "region" });
    const named = countries.map((value) => ({ value, label: names.of(value) ?? value }));
    return named.sort((one, other) => one.label.localeCompare(other.label));
  }, [language]);
  return (
    <Select
      label={t("rules.country")}
      searchable
      allowDeselect={false}
      value={props.value}
      data={data}
      onChange={(value) => value && props.onChange(value)}
    />
  );
}
