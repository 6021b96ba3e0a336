import { Button } from "@mantine/core";
import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Notice } from "../../ui/notice.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { useCreateSession } from "../sessions/queries.ts";
import { openSandbox } from "./open-sandbox.ts";
import style from "./sandbox-drawer.module.css";
import { sandboxTexts } from "./texts.ts";

/** The first step into the sandbox: a number is made with one click. */
export function NoSandboxNumber() {
  const t = useTexts(sandboxTexts);
  const create = useCreateSession();
  return (
    <div className={style.body}>
      <EmptyState
        drawing="numbers"
        title={t("empty.title")}
        sentence={t("empty.body")}
        action={
          <Button
            variant="filled"
            loading={create.isPending}
            onClick={() =>
              create.mutate({ name: t("empty.name"), network: "sandbox" }, { onSuccess: ({ id }) => openSandbox(id) })
            }
          >
            {t("empty.action")}
          </Button>
        }
      />
      {create.isError && <Notice tone="danger">{describeProblem(create.error, sandboxTexts)}</Notice>}
    </div>
  );
}
