import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { describeProblem } from "../../api/problem-texts.ts";
import { usePermission } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card, CardRow } from "../../ui/card.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { useFormat } from "../../ui/format.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { DeniedState } from "../../ui/states.tsx";
import { RelativeTime } from "../../ui/times.tsx";
import { type Import, importsQuery, useUpload } from "./import-queries.ts";
import { ImportStatusChip } from "./import-status.tsx";
import { importTexts } from "./import-texts.ts";

const largest = 1024 ** 3;

/** Takes a file and opens its import; below, what was imported before. */
export function ImportsPage() {
  const t = useTexts(importTexts);
  const mayImport = usePermission("contacts.import");
  const imports = useQuery(importsQuery);
  return (
    <Page title={t("title")} description={t("description")} back="/contacts" isNarrow>
      {mayImport ? <Upload /> : <DeniedState />}
      <Loaded query={imports} empty={null} isEmpty={(items) => items.length === 0}>
        {(items) => (
          <Card title={t("past.title")} isFlush>
            {items.map((one) => (
              <PastImport key={one.id} one={one} />
            ))}
          </Card>
        )}
      </Loaded>
    </Page>
  );
}

function Upload() {
  const t = useTexts(importTexts);
  const navigate = useNavigate();
  const upload = useUpload();
  return (
    <>
      <FileDrop
        label={upload.isPending ? t("uploading", { name: upload.variables.name }) : t("drop")}
        hint={t("drop.hint")}
        accept=".csv,.tsv,.txt,.xlsx,.xls,text/csv,text/plain"
        largest={largest}
        isDisabled={upload.isPending}
        onFile={(file) =>
          upload.mutate(file, {
            onSuccess: ({ id }) => void navigate({ to: "/contacts/import/$id", params: { id } }),
          })
        }
      />
      {upload.error && <Notice tone="danger">{describeProblem(upload.error, importTexts)}</Notice>}
    </>
  );
}

function PastImport({ one }: { one: Import }) {
  const t = useTexts(importTexts);
  const { number, bytes } = useFormat();
  const { created, updated, rejected, rows } = one.counts;
  return (
    <CardRow side={<ImportStatusChip status={one.status} />}>
      <Link to="/contacts/import/$id" params={{ id: one.id }} className="link cut">
        {one.fileName}
      </Link>
      <div className="meta num">
        {rows > 0
          ? t("past.counts", { created: number(created), updated: number(updated), rejected: number(rejected) })
          : bytes(one.bytes)}
        {" · "}
        <RelativeTime at={one.createdAt} isInSentence />
      </div>
    </CardRow>
  );
}
