import { IconSend2 } from "@tabler/icons-react";
import { useState } from "react";
import style from "./sandbox-drawer.module.css";

/** The line to type in at the foot of a phone; it empties at once and gives the text back when sending fails. */
export function Composer(props: {
  label: string;
  sendLabel: string;
  onSend: (text: string, fail: () => void) => void;
}) {
  const [text, setText] = useState("");
  const isEmpty = text.trim() === "";
  return (
    <form
      className={style.composer}
      onSubmit={(event) => {
        event.preventDefault();
        if (isEmpty) return;
        setText("");
        props.onSend(text.trim(), () => setText((current) => (current === "" ? text : current)));
      }}
    >
      <input
        aria-label={props.label}
        placeholder={props.label}
        value={text}
        maxLength={4096}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" aria-label={props.sendLabel} disabled={isEmpty}>
        <IconSend2 size={18} aria-hidden />
      </button>
    </form>
  );
}
