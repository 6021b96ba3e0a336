import { Button, Progress } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { addressOf } from "../../api/request.ts";
import { useLanguage, useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { useFormat } from "../../ui/format.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import style from "./import.module.css";
import { ImportCounts, RejectedReasons } from "./import-counts.tsx";
import { describeFailure } from "./import-editor.tsx";
import type { Import } from "./import-queries.ts";
import { importTexts } from "./import-texts.ts";

/** The server is counting or importing; the page follows. */
export function RunningImport({ one }: { one: Import }) {
  const t = useTexts(importTexts);
  const { number, percent } = useFormat();
  const isChecking = one.status === "checking";
  return (
    <Card title={t(isChecking ? "checking" : "running")}>
      <div className={style.running} aria-live="polite">
        <Progress
          value={isChecking ? 100 : one.progress * 100}
          animated
          aria-label={t(isChecking ? "checking" : "running")}
        />
        {!isChecking && (
          <p className="row num">
            <b>{percent(one.progress)}</b>
            <span className="t2">{t("running.rows", { rows: number(one.counts.rows) })}</span>
          </p>
        )}
        <p className="t2">{t(isChecking ? "checking.hint" : "running.hint")}</p>
      </div>
    </Card>
  );
}

/** What became of every row, the people, and the rows to mend. */
export function FinishedImport({ one }: { one: Import }) {
  const t = useTexts(importTexts);
  return (
    <>
      <h2 className={style.question}>{t("done.title")}</h2>
      <Card>
        <ImportCounts counts={one.counts} label={t("done.title")} />
      </Card>
      <RejectedReasons reasons={one.counts.reasons} />
      <ErrorFile one={one} />
      <div className={style.actions}>
        <LinkButton size="lg" to="/contacts/import">
          {t("done.another")}
        </LinkButton>
        <LinkButton size="lg" variant="filled" to="/contacts" search={{ importId: one.id }}>
          {t("done.people")}
        </LinkButton>
      </div>
    </>
  );
}

/** Why it stopped, and what is saved all the same. */
export function FailedImport({ one }: { one: Import }) {
  const t = useTexts(importTexts);
  const { number } = useFormat();
  const saved = one.counts.created + one.counts.updated;
  return (
    <>
      <Notice tone="danger" title={t("failed.title")}>
        {one.failure && describeFailure(one.failure)} {t("failed.saved", { count: saved, number: number(saved) })}
      </Notice>
      <ErrorFile one={one} />
      <div className={style.actions}>
        <LinkButton size="lg" variant="filled" to="/contacts/import">
          {t("done.another")}
        </LinkButton>
      </div>
    </>
  );
}

function ErrorFile({ one }: { one: Import }) {
  const t = useTexts(importTexts);
  const { number } = useFormat();
  const language = useLanguage();
  const count = one.counts.rejected;
  if (count === 0) return null;
  return (
    <div className={style.errors}>
      <Button
        component="a"
        href={addressOf(`/imports/${one.id}/errors.csv`, { language })}
        leftSection={<IconDownload size={16} aria-hidden />}
        download
      >
        {t("done.errors", { count, number: number(count) })}
      </Button>
      <span className="meta">{t("done.errors.hint")}</span>
    </div>
  );
}
