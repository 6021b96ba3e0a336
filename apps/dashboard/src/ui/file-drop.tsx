import { Button } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/use-texts.ts";
import style from "./file-drop.module.css";
import { useFormat } from "./format.ts";

/** Takes one file by choosing or dropping, and refuses type and size before a byte is sent. */
export function FileDrop(props: {
  label: string;
  /** As in the accept attribute: `.csv,text/csv`. */
  accept: string;
  largest: number;
  hint?: string;
  isDisabled?: boolean;
  onFile: (file: File) => void;
}) {
  const t = useTexts(common);
  const { bytes } = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  const take = (file: File | undefined) => {
    if (!file || props.isDisabled) return;
    if (!isAccepted(file, props.accept)) return setRefusal(t("drop.wrongType", { name: file.name }));
    if (file.size > props.largest) {
      return setRefusal(t("drop.tooLarge", { name: file.name, size: bytes(props.largest) }));
    }
    setRefusal(undefined);
    props.onFile(file);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the extra; the button inside does the same by keyboard
    <div
      className={style.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <input
        ref={input}
        type="file"
        accept={props.accept}
        className="vh"
        tabIndex={-1}
        aria-label={props.label}
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <p>{props.label}</p>
      <div className="row">
        <Button
          leftSection={<IconUpload size={16} aria-hidden />}
          onClick={() => input.current?.click()}
          disabled={props.isDisabled ?? false}
        >
          {t("drop.choose")}
        </Button>
        <span className="t3 only-wide">{t("drop.here")}</span>
      </div>
      {props.hint && <p className="meta">{props.hint}</p>}
      {refusal && (
        <p className={style.refusal} role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}

/** True when name or type is among those accepted; browsers leave the type empty for some files. */
export function isAccepted(file: { name: string; type: string }, accept: string): boolean {
  return accept.split(",").some((entry) => {
    const rule = entry.trim().toLowerCase();
    if (rule.startsWith(".")) return file.name.toLowerCase().endsWith(rule);
    if (rule.endsWith("/*")) return file.type.startsWith(rule.slice(0, -1));
    return file.type === rule;
  });
}
