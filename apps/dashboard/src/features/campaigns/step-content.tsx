import { checkText } from "@balas/message-text";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import { useFormat } from "../../ui/format.ts";
import { FoundList } from "./found-list.tsx";
import { InsertBar } from "./insert-bar.tsx";
import { MessageField } from "./message-field.tsx";
import { PhonePreview } from "./phone-preview.tsx";
import { type Problem, previewQuery } from "./queries.ts";
import style from "./step-content.module.css";
import { campaignTexts } from "./texts.ts";
import wizardStyle from "./wizard.module.css";
import type { StepProps } from "./wizard.tsx";

/** WhatsApp's own limit for a text on the official API. */
const longestText = 4096;
const builtIn = ["name", "first_name", "phone"];

/** The message beside the phone of a real person, who sees every key as it is typed. */
export function ContentStep({ campaign, editing }: StepProps) {
  const t = useTexts(campaignTexts);
  const { number } = useFormat();
  const field = useRef<HTMLTextAreaElement>(null);
  const preview = useQuery(previewQuery(campaign.id)).data;
  const variables = preview?.variables ?? builtIn;
  const { text } = editing.draft;
  const bare = variables.flatMap((name) => (name.startsWith("field.") ? [name.slice("field.".length)] : []));
  const check = checkText(text, { knownVariables: [...variables, ...bare], maximumLength: longestText });
  const found: Problem[] =
    text === "" ? [] : check.problems.map((one) => ({ ...one, severity: "error", step: "content" }));
  const change = (next: string) => editing.change({ text: next });
  return (
    <div className={style.columns}>
      <div className="stack">
        <h1 className={wizardStyle.question}>{t("content.question")}</h1>
        <div>
          <InsertBar field={field} variables={variables} onChange={change} />
          <MessageField field={field} text={text} problems={found} onChange={change} />
          <p className={`${style.measure} meta num`}>
            {t("content.variants", { count: check.variantCount })}
            {text !== "" &&
              ` · ${t("content.measure", { shortest: number(check.shortest), longest: number(check.longest) })}`}
          </p>
        </div>
        <FoundList
          problems={found}
          onShow={({ position = 0, length = 0 }) => {
            field.current?.focus();
            field.current?.setSelectionRange(position, position + length);
          }}
        />
      </div>
      <PhonePreview people={preview?.people ?? []} text={text} campaignId={campaign.id} />
    </div>
  );
}
