import { Textarea } from "@mantine/core";
import type { RefObject } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import type { Problem } from "./queries.ts";
import style from "./step-content.module.css";
import { campaignTexts } from "./texts.ts";

/** The text of the message as it is written, with its variables and choices. */
export function MessageField(props: {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  problems: readonly Problem[];
  onChange: (text: string) => void;
}) {
  const t = useTexts(campaignTexts);
  return (
    <Textarea
      ref={props.field}
      className={style.field ?? ""}
      aria-label={t("content.text")}
      description={t("content.text.hint", { open: "{{", close: "}}" })}
      minRows={9}
      maxRows={22}
      maxLength={20_000}
      value={props.text}
      error={props.problems.length > 0}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
