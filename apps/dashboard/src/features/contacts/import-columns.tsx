import { Button, Checkbox, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import style from "./import.module.css";
import { findColumnProblem, type ImportDraft } from "./import-draft.ts";
import type { Import } from "./import-queries.ts";
import { importTexts } from "./import-texts.ts";
import { fieldsQuery } from "./queries.ts";

const sampleCount = 3;

/** What each column means, beside the first rows, so that nobody has to open the file. */
export function ColumnsStep(props: {
  one: Import;
  draft: ImportDraft;
  change: (part: Partial<ImportDraft>) => void;
  onNext: () => void;
}) {
  const { one, draft, change } = props;
  const t = useTexts(importTexts);
  const problem = findColumnProblem(draft.columns);
  const nameOf = useTargetNames();
  const delimiter = one.format.delimiter === "\t" ? "tab" : one.format.delimiter;
  const known = [",", ";", "tab", "|"].includes(delimiter);
  return (
    <>
      <h2 className={style.question}>{t("columns.question")}</h2>
      <p className="meta">
        {t("columns.found", {
          encoding: one.format.encoding.toUpperCase(),
          delimiter: known ? t(`delimiter.${delimiter as "," | ";" | "tab" | "|"}`) : delimiter,
        })}
      </p>
      <Card isFlush>
        {one.header.map((title, index) => (
          // Columns have no other identity than their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div key={index} className={style.column} data-used={draft.columns[index] !== "ignore" || undefined}>
            <div className="grow">
              <b className={`${style.title} cut`}>{title}</b>
              <div className={`${style.samples} num`}>
                {one.samples.slice(0, sampleCount).map((row, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: samples never change places
                  <span key={at} className="cut">
                    {row[index] || "—"}
                  </span>
                ))}
              </div>
            </div>
            <TargetChoice
              title={title}
              value={draft.columns[index] ?? "ignore"}
              onChange={(target) => change({ columns: draft.columns.map((old, at) => (at === index ? target : old)) })}
            />
          </div>
        ))}
      </Card>
      <Checkbox
        label={t("columns.hasHeader")}
        checked={draft.hasHeader ?? one.format.hasHeader}
        onChange={(event) => change({ hasHeader: event.currentTarget.checked })}
      />
      {problem && (
        <Notice>
          {problem.code === "noPhone" ? t("columns.noPhone") : t("columns.twice", { target: nameOf(problem.target) })}
        </Notice>
      )}
      <div className={style.actions}>
        <Button variant="filled" size="lg" disabled={problem !== undefined} onClick={props.onNext}>
          {t("next.rules")}
        </Button>
      </div>
    </>
  );
}

type Choice = ImportDraft["columns"][number];

function TargetChoice(props: { title: string; value: Choice; onChange: (target: Choice) => void }) {
  const t = useTexts(importTexts);
  const fields = useQuery(fieldsQuery).data ?? [];
  // The server makes keys of labels in lower case, so the same word in capitals is the same field.
  const isNew = !fields.some((field) => field.label.toLowerCase() === props.title.toLowerCase());
  const choices: { value: Choice; label: string }[] = [
    { value: "ignore", label: t("target.ignore") },
    { value: "phone", label: t("target.phone") },
    { value: "name", label: t("target.name") },
    { value: "tag", label: t("target.tag") },
    ...fields.map((field) => ({ value: `field:${field.key}` as const, label: field.label })),
    ...(isNew ? [{ value: "new" as const, label: t("target.new", { name: props.title }) }] : []),
  ];
  return (
    <Select
      className={style.target ?? ""}
      aria-label={t("column.target", { name: props.title })}
      allowDeselect={false}
      value={props.value}
      data={choices}
      onChange={(value) => {
        const chosen = choices.find((choice) => choice.value === value);
        if (chosen) props.onChange(chosen.value);
      }}
    />
  );
}

function useTargetNames(): (target: Choice) => string {
  const t = useTexts(importTexts);
  const fields = useQuery(fieldsQuery).data ?? [];
  return (target) => {
    if (target.startsWith("field:")) return fields.find((field) => `field:${field.key}` === target)?.label ?? target;
    return t(`target.${target as "name" | "phone" | "tag" | "ignore"}`);
  };
}
