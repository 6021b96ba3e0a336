import { Button, Modal, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { describeProblem } from "../api/problem-texts.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/use-texts.ts";
import style from "./confirm-destructive.module.css";
import { Notice } from "./notice.tsx";

/**
 * Asks before what cannot be undone. The title names act, object and count ("Hapus 12 kontak?"), the button repeats the
 * act. Where an undo exists, prefer a toast with undo to this dialog.
 */
export function ConfirmDestructive(props: {
  isOpen: boolean;
  title: string;
  /** What follows, and what stays. */
  children: ReactNode;
  action: string;
  /** Must be typed before the button works; for losses of a whole number or organization. */
  typed?: string;
  isBusy?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title}>
      {props.isOpen && <Question {...props} />}
    </Modal>
  );
}

function Question(props: Parameters<typeof ConfirmDestructive>[0]) {
  const t = useTexts(common);
  const [typed, setTyped] = useState("");
  const mayConfirm = !props.typed || typed.trim() === props.typed;
  return (
    <form
      className={style.question}
      onSubmit={(event) => {
        event.preventDefault();
        if (mayConfirm) props.onConfirm();
      }}
    >
      <div className={style.text}>{props.children}</div>
      {props.typed && (
        <TextInput
          label={t("confirm.type", { value: props.typed })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
      )}
      {props.error ? <Notice tone="danger">{describeProblem(props.error)}</Notice> : null}
      <div className={style.actions}>
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button type="submit" variant="filled" color="merah" loading={props.isBusy ?? false} disabled={!mayConfirm}>
          {props.action}
        </Button>
      </div>
    </form>
  );
}
