import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTexts } from "../../texts/use-texts.ts";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { LoadingCard } from "../../ui/states.tsx";
import { CheckedImport } from "./import-checked.tsx";
import { ImportEditor } from "./import-editor.tsx";
import { type Import, importQuery } from "./import-queries.ts";
import { FailedImport, FinishedImport, RunningImport } from "./import-result.tsx";
import { importTexts } from "./import-texts.ts";

const route = getRouteApi("/shell/contacts/import/$id");

/** One import, wherever it stands: its state is the server's, so a reload or another device shows the same. */
export function ImportPage() {
  const t = useTexts(importTexts);
  const { id } = route.useParams();
  const one = useQuery(importQuery(id));
  return (
    <Page title={one.data?.fileName ?? t("title")} back="/contacts/import" isNarrow>
      <Loaded query={one} loading={<LoadingCard height={320} />}>
        {(found) => <Stage one={found} />}
      </Loaded>
    </Page>
  );
}

function Stage({ one }: { one: Import }) {
  const { edit } = route.useSearch();
  if (one.status === "importing" || one.status === "checking") return <RunningImport one={one} />;
  if (one.status === "finished") return <FinishedImport one={one} />;
  if (one.status === "failed") return <FailedImport one={one} />;
  if (one.status === "checked" && !edit) return <CheckedImport one={one} />;
  return <ImportEditor key={one.id} one={one} />;
}
