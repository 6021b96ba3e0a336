import { ActionIcon, Button } from "@mantine/core";
import { IconArrowLeft, IconCircleCheck, IconInfoCircle, IconRotate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useLiveState } from "../../api/realtime.ts";
import { usePermission } from "../../session/queries.ts";
import { useShortcut } from "../../shell/shortcuts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { KeyHint } from "../../ui/key-hint.tsx";
import { LiveChip } from "../../ui/live-chip.tsx";
import { Pane } from "../../ui/pane.tsx";
import { EmptyState, ErrorState, LoadingRows } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { useMarkRead, useSetStatus } from "./actions.ts";
import { AssignMenu } from "./assign-menu.tsx";
import { Composer } from "./composer.tsx";
import style from "./inbox.module.css";
import { MessageList } from "./message-list.tsx";
import { type Conversation, conversationQuery } from "./queries.ts";
import { SessionBadge } from "./session-badge.tsx";
import { inboxTexts } from "./texts.ts";
import { nameOf } from "./words.ts";

interface Props {
  isContactShown: boolean;
  onContact: () => void;
  onBack: () => void;
}

/** The conversation that is open, or the invitation to open one. */
export function ThreadPane({ id, ...props }: Props & { id: string | undefined }) {
  const t = useTexts(inboxTexts);
  const query = useQuery({ ...conversationQuery(id ?? ""), enabled: id !== undefined });
  if (id === undefined) {
    return (
      <Pane label={t("thread")} className={style.thread ?? ""}>
        <EmptyState drawing="inbox" title={t("thread.none")} sentence={t("thread.none.body")} />
      </Pane>
    );
  }
  if (query.data) return <Thread key={id} conversation={query.data} {...props} />;
  return (
    <Pane label={t("thread")} className={style.thread ?? ""} head={<Back onBack={props.onBack} />}>
      {query.isPending ? (
        <LoadingRows count={4} height={64} />
      ) : (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
    </Pane>
  );
}

function Thread({ conversation, ...props }: Props & { conversation: Conversation }) {
  const t = useTexts(inboxTexts);
  const field = useRef<HTMLTextAreaElement>(null);
  const [isAssigning, setIsAssigning] = useState(false);
  const group = t("title");
  useReadOnSight(conversation);
  useShortcut({ keys: "r", label: t("keys.reply"), group }, () => field.current?.focus());
  useShortcut({ keys: "a", label: t("keys.assign"), group }, () => setIsAssigning(true));
  return (
    <Pane
      label={t("thread")}
      className={style.thread ?? ""}
      isBare
      head={
        <>
          <Back onBack={props.onBack} />
          <Who conversation={conversation} onContact={props.onContact} />
          <AssignMenu conversation={conversation} isOpen={isAssigning} onOpen={setIsAssigning} />
          <StatusButton conversation={conversation} />
          <ActionIcon
            className="only-wide"
            onClick={props.onContact}
            aria-pressed={props.isContactShown}
            aria-label={t(props.isContactShown ? "contact.hide" : "contact.show")}
          >
            <IconInfoCircle size={18} aria-hidden />
          </ActionIcon>
        </>
      }
      foot={<Composer conversation={conversation} field={field} />}
    >
      <MessageList conversation={conversation} />
    </Pane>
  );
}

function Who({ conversation, onContact }: { conversation: Conversation; onContact: () => void }) {
  const t = useTexts(inboxTexts);
  const live = useLiveState();
  const name = nameOf(conversation, t);
  return (
    <>
      <title>{`${name} · Balas`}</title>
      <button type="button" className={`${style.who} grow`} onClick={onContact}>
        <b className="cut">{name}</b>
        <span className={style.under}>
          <SessionBadge sessionId={conversation.sessionId} />
          {/* Beside the list one sees that it is live; here only what is not is worth the room. */}
          {live !== "live" && (
            <span className="only-phone">
              <LiveChip />
            </span>
          )}
        </span>
      </button>
    </>
  );
}

function StatusButton({ conversation }: { conversation: Conversation }) {
  const t = useTexts(inboxTexts);
  const mayReply = usePermission("inbox.reply");
  const setStatus = useSetStatus();
  const isOpen = conversation.status === "open";
  const change = () => {
    const { id } = conversation;
    if (!isOpen) return setStatus.mutate({ id, to: "reopen" });
    const undo = (
      <Button size="sm" variant="subtle" onClick={() => setStatus.mutate({ id, to: "reopen" })}>
        {t("reopen")}
      </Button>
    );
    setStatus.mutate(
      { id, to: "close" },
      { onSuccess: () => toast(t("closed", { name: nameOf(conversation, t) }), undo) },
    );
  };
  useShortcut({ keys: "e", label: t("keys.close"), group: t("title") }, () => {
    if (mayReply && !setStatus.isPending) change();
  });
  if (!mayReply) return null;
  const Icon = isOpen ? IconCircleCheck : IconRotate;
  return (
    <Button
      className={style.action ?? ""}
      leftSection={<Icon size={16} aria-hidden />}
      rightSection={<KeyHint keys="e" />}
      loading={setStatus.isPending}
      onClick={change}
    >
      {t(isOpen ? "close" : "reopen")}
    </Button>
  );
}

function Back({ onBack }: { onBack: () => void }) {
  const t = useTexts(inboxTexts);
  return (
    <ActionIcon className="only-phone" size="lg" onClick={onBack} aria-label={t("back")}>
      <IconArrowLeft size={20} aria-hidden />
    </ActionIcon>
  );
}

/** What is on screen before somebody's eyes is read. */
function useReadOnSight({ id, unreadCount }: Conversation): void {
  const mayReply = usePermission("inbox.reply");
  const { mutate, isPending } = useMarkRead();
  const [isSeen, setIsSeen] = useState(() => document.visibilityState === "visible");
  useEffect(() => {
    const look = () => setIsSeen(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  useEffect(() => {
    if (mayReply && isSeen && unreadCount > 0 && !isPending) mutate({ id });
  }, [mayReply, isSeen, unreadCount, isPending, mutate, id]);
}
