import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiProblem } from "../api/problem.ts";
import { describeProblem } from "../api/problem-texts.ts";
import { common } from "../texts/common.ts";
import { say } from "../texts/say.ts";
import { useTexts } from "../texts/use-texts.ts";
import style from "./form.module.css";
import { Notice } from "./notice.tsx";

/** Fields in one column, the refusal of the server under them, then the buttons. */
export function Form(props: {
  onSubmit: (event: React.FormEvent<HTMLFormElement>) => void;
  error?: unknown;
  texts?: { namespace: string };
  children: ReactNode;
}) {
  return (
    <form className={style.form} onSubmit={props.onSubmit} noValidate>
      {props.children}
      {props.error ? (
        <Notice tone="danger">
          {describeProblem(props.error, props.texts)} <Reference error={props.error} />
        </Notice>
      ) : null}
    </form>
  );
}

/** The buttons at the foot of a form; the submit button names act and object. */
export function FormActions(props: { submit: string; isBusy: boolean; isWide?: boolean; children?: ReactNode }) {
  return (
    <div className={style.actions} data-wide={props.isWide || undefined}>
      <Button
        type="submit"
        variant="filled"
        loading={props.isBusy}
        size={props.isWide ? "lg" : "md"}
        fullWidth={props.isWide ?? false}
      >
        {props.submit}
      </Button>
      {props.children}
    </div>
  );
}

function Reference({ error }: { error: unknown }) {
  const t = useTexts(common);
  if (!(error instanceof ApiProblem) || !error.requestId || error.status < 500) return null;
  return (
    <span className="meta">
      {t("error.reference")} {error.requestId}
    </span>
  );
}

/** The fields that the server refused (`data.fields: [{ path: "/email" }]`), ready for `form.setErrors`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem) || !Array.isArray(error.data.fields)) return {};
  const names = error.data.fields.flatMap((field: unknown) => {
    if (typeof field !== "object" || field === null || !("path" in field) || typeof field.path !== "string") return [];
    return field.path.replace(/^\//, "").replaceAll("/", ".");
  });
  return Object.fromEntries(names.filter(Boolean).map((name) => [name, say(common, "field.wrong")]));
}
