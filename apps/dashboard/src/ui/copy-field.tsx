import { Button, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/use-texts.ts";
import style from "./copy-field.module.css";

/** A value to take along, such as a key or a link, with a button that says when it is on the clipboard. */
export function CopyField(props: { label: string; value: string; description?: string }) {
  const t = useTexts(common);
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <div className={style.copy}>
      <TextInput
        className="grow"
        label={props.label}
        description={props.description}
        value={props.value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        classNames={{ input: `num ${style.value}` }}
      />
      <Button
        className={style.button ?? ""}
        onClick={() => clipboard.copy(props.value)}
        leftSection={clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      >
        <span aria-live="polite">{clipboard.copied ? t("copied") : t("copy")}</span>
      </Button>
    </div>
  );
}
