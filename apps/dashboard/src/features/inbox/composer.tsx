import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useLayoutEffect } from "react";
import { usePermission, useProfile } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { KeyHint } from "../../ui/key-hint.tsx";
import { Notice } from "../../ui/notice.tsx";
import { sessionsQuery } from "../sessions/queries.ts";
import style from "./composer.module.css";
import { useDraft, writeDraft } from "./drafts.ts";
import { sendReply } from "./pending-sends.ts";
import type { Conversation } from "./queries.ts";
import { inboxTexts } from "./texts.ts";

const tallest = 200;

/** Where one writes: Enter sends, Shift+Enter starts a line, and what was begun is kept for each conversation. */
export function Composer(props: { conversation: Conversation; field: RefObject<HTMLTextAreaElement | null> }) {
  const t = useTexts(inboxTexts);
  const sessions = useQuery(sessionsQuery).data;
  const mayReply = usePermission("inbox.reply");
  const session = sessions?.find((one) => one.id === props.conversation.sessionId);
  if (!mayReply) return <Notice tone="info">{t("denied.reply")}</Notice>;
  if (sessions && !session) return <Notice tone="info">{t("deleted.number")}</Notice>;
  return (
    <>
      {session && session.status !== "online" && (
        <p className={style.offline} role="status">
          {t("offline.number", { name: session.name })}
        </p>
      )}
      <Writing {...props} />
    </>
  );
}

function Writing({ conversation, field }: Parameters<typeof Composer>[0]) {
  const t = useTexts(inboxTexts);
  const queryClient = useQueryClient();
  const { id: userId } = useProfile();
  const text = useDraft(userId, conversation.id);
  useHeight(field, text);
  const send = () => {
    const words = text.trim();
    if (words === "") return;
    writeDraft(userId, conversation.id, "");
    sendReply(queryClient, conversation.id, words);
    field.current?.focus();
  };
  return (
    <form
      className={style.box}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        className={style.field}
        rows={2}
        maxLength={65_536}
        value={text}
        placeholder={t("compose.placeholder")}
        aria-label={t("compose")}
        onChange={(event) => writeDraft(userId, conversation.id, event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          // While an input method composes a word, Enter chooses it.
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <div className={style.tools}>
        <span className="meta only-wide">{t("compose.hint")}</span>
        <span className="grow" />
        {text !== "" && <span className="meta only-wide">{t("compose.saved")}</span>}
        <Button type="submit" variant="filled" rightSection={<KeyHint keys="enter" />} disabled={text.trim() === ""}>
          {t("send")}
        </Button>
      </div>
    </form>
  );
}

/** Grows with what is written, up to a third of a screen. */
function useHeight(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what changes the height
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, tallest)}px`;
  }, [field, text]);
}
