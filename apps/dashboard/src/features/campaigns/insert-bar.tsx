import { Button } from "@mantine/core";
import { IconArrowsShuffle, IconHandStop } from "@tabler/icons-react";
import type { RefObject } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import style from "./step-content.module.css";
import { campaignTexts } from "./texts.ts";

const named = {
  name: "content.variable.name",
  first_name: "content.variable.first_name",
  phone: "content.variable.phone",
} as const;

/** Puts a person's data, a choice of words or the way out where the cursor stands. */
export function InsertBar(props: {
  field: RefObject<HTMLTextAreaElement | null>;
  variables: readonly string[];
  onChange: (text: string) => void;
}) {
  const t = useTexts(campaignTexts);
  const insert = (piece: string) => {
    const area = props.field.current;
    if (!area) return;
    area.focus();
    // Keeps the browser's own undo, which setting the value would lose.
    area.setRangeText(piece, area.selectionStart, area.selectionEnd, "end");
    props.onChange(area.value);
  };
  const labelOf = (variable: string) => {
    const key = Object.entries(named).find(([name]) => name === variable)?.[1];
    return key ? t(key) : variable.replace(/^field\./, "");
  };
  return (
    <div className={style.insert} role="toolbar" aria-label={t("content.insert")}>
      <span className="meta">{t("content.insert")}</span>
      {props.variables.slice(0, 12).map((variable) => (
        <Button key={variable} size="sm" onClick={() => insert(`{{${variable}${fallbackOf(variable)}}}`)}>
          {labelOf(variable)}
        </Button>
      ))}
      <Button
        size="sm"
        leftSection={<IconArrowsShuffle size={14} aria-hidden />}
        onClick={() => insert(t("content.choice.sample"))}
      >
        {t("content.insert.choice")}
      </Button>
      <Button
        size="sm"
        leftSection={<IconHandStop size={14} aria-hidden />}
        onClick={() => insert(t("content.insert.stop.text"))}
      >
        {t("content.insert.stop")}
      </Button>
    </div>
  );
}

/** People without a name are the rule in imported lists, so a name never comes without its fallback. */
function fallbackOf(variable: string): string {
  return variable === "name" || variable === "first_name" ? "|Kak" : "";
}
