import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { useFormat } from "../../ui/format.ts";
import { Notice } from "../../ui/notice.tsx";
import style from "./import.module.css";
import { ImportCounts, RejectedReasons } from "./import-counts.tsx";
import { type Import, useStartImport } from "./import-queries.ts";
import { ImportSteps } from "./import-steps.tsx";
import { importTexts } from "./import-texts.ts";

/** What the dry run found, and the one button that starts. */
export function CheckedImport({ one }: { one: Import }) {
  const t = useTexts(importTexts);
  const { number } = useFormat();
  const navigate = useNavigate();
  const start = useStartImport(one.id);
  if (!one.check) return null;
  const people = one.check.created + one.check.updated + one.check.unchanged;
  return (
    <>
      <ImportSteps step="check" />
      <h2 className={style.question}>{t("check.question")}</h2>
      <Card>
        <ImportCounts counts={one.check} label={t("check.question")} />
      </Card>
      <RejectedReasons reasons={one.check.reasons} />
      {people === 0 && <Notice>{t("check.nobody")}</Notice>}
      {start.error && <Notice tone="danger">{describeProblem(start.error, importTexts)}</Notice>}
      <div className={style.actions}>
        <Button
          size="lg"
          onClick={() =>
            void navigate({ to: "/contacts/import/$id", params: { id: one.id }, search: { edit: "columns" } })
          }
        >
          {t("check.edit")}
        </Button>
        <Button
          variant="filled"
          size="lg"
          disabled={people === 0}
          loading={start.isPending}
          onClick={() => start.mutate(undefined)}
        >
          {t("check.start", { count: people, number: number(people) })}
        </Button>
      </div>
    </>
  );
}
