import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { ApiProblem } from "../../api/problem.ts";
import { describeProblem } from "../../api/problem-texts.ts";
import { Notice } from "../../ui/notice.tsx";
import { ColumnsStep } from "./import-columns.tsx";
import { useImportDraft } from "./import-draft.ts";
import { type Import, type Target, useCheckImport } from "./import-queries.ts";
import { RulesStep } from "./import-rules.tsx";
import { ImportSteps } from "./import-steps.tsx";
import { importTexts } from "./import-texts.ts";
import { useAddField } from "./queries.ts";

const route = getRouteApi("/shell/contacts/import/$id");

/** Two questions: what the columns mean, and how people are imported; then the file is counted. */
export function ImportEditor({ one }: { one: Import }) {
  const navigate = useNavigate();
  const { edit } = route.useSearch();
  const [draft, change] = useImportDraft(one);
  const addField = useAddField();
  const check = useCheckImport(one.id);
  const step = edit ?? "columns";
  const open = (next: "columns" | "rules" | undefined) =>
    void navigate({ to: "/contacts/import/$id", params: { id: one.id }, search: next ? { edit: next } : {} });

  const save = async () => {
    const columns: Target[] = [];
    for (const [index, target] of draft.columns.entries()) {
      if (target === "new") columns.push(`field:${(await addField.mutateAsync(one.header[index] ?? "")).key}`);
      else columns.push(target);
    }
    change({ columns });
    await check.mutateAsync({ ...draft, columns });
    open(undefined);
  };
  const error = addField.error ?? check.error;
  return (
    <>
      <ImportSteps step={step} />
      {one.failure && <Notice tone="danger">{describeFailure(one.failure)}</Notice>}
      {step === "columns" ? (
        <ColumnsStep one={one} draft={draft} change={change} onNext={() => open("rules")} />
      ) : (
        <RulesStep
          draft={draft}
          change={change}
          isBusy={addField.isPending || check.isPending}
          error={error}
          onBack={() => open("columns")}
          onNext={() => void save().catch(() => undefined)}
        />
      )}
    </>
  );
}

/** A failure that the server kept with the import, in words. */
export function describeFailure(code: string): string {
  return describeProblem(new ApiProblem({ status: 422, code }), importTexts);
}
