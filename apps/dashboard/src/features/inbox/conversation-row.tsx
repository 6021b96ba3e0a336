import { useProfile } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { RelativeTime } from "../../ui/times.tsx";
import type { Member } from "../organizations/queries.ts";
import style from "./conversation-row.module.css";
import { useDraft } from "./drafts.ts";
import type { Conversation } from "./queries.ts";
import { SessionBadge } from "./session-badge.tsx";
import { inboxTexts } from "./texts.ts";
import { Ticks } from "./ticks.tsx";
import { nameOf, reasonOf, summaryOf } from "./words.ts";

/** Height of every row, so that a list of any length is drawn by position. */
export const rowHeight = 85;

/** One conversation of the list: who, what was said last, over which number, whose it is. */
export function ConversationRow(props: {
  conversation: Conversation;
  assignee: Member | undefined;
  isOpen: boolean;
  hasCursor: boolean;
  onOpen: () => void;
}) {
  const t = useTexts(inboxTexts);
  const { conversation } = props;
  const name = nameOf(conversation, t);
  return (
    <button
      type="button"
      className={style.row}
      data-unread={conversation.unreadCount > 0 || undefined}
      data-cursor={props.hasCursor || undefined}
      aria-current={props.isOpen || undefined}
      onClick={props.onOpen}
    >
      <Avatar name={name} of="customer" seed={conversation.contactId ?? conversation.id} />
      <span className={style.lines}>
        <span className={style.first}>
          <b className="cut">{name}</b>
          <span className={style.time}>
            <RelativeTime at={conversation.lastMessage?.at ?? conversation.createdAt} />
          </span>
        </span>
        <LastLine conversation={conversation} isOpen={props.isOpen} />
        <span className={style.third}>
          <SessionBadge sessionId={conversation.sessionId} />
          <span className="grow" />
          {conversation.unreadCount > 0 && <span className={`${style.unread} num`}>{conversation.unreadCount}</span>}
          {props.assignee && (
            <Avatar name={props.assignee.name} of="member" size="small" imageUrl={props.assignee.avatarUrl} />
          )}
        </span>
      </span>
    </button>
  );
}

function LastLine({ conversation, isOpen }: { conversation: Conversation; isOpen: boolean }) {
  const t = useTexts(inboxTexts);
  const { id: userId } = useProfile();
  const draft = useDraft(userId, conversation.id);
  const message = conversation.lastMessage;
  if (draft.trim() !== "" && !isOpen) {
    return (
      <span className={style.second}>
        <span className={style.draft}>{t("draft")}</span>
        <span className="cut">{draft}</span>
      </span>
    );
  }
  if (!message) return <span className={style.second} />;
  const isFailed = message.status === "failed";
  return (
    <span className={style.second} data-failed={isFailed || undefined}>
      {message.direction === "outgoing" && <Ticks status={message.status} size={16} />}
      <span className="cut">
        {isFailed ? t("failed", { reason: reasonOf(message.reason, t) }) : summaryOf(message, t)}
      </span>
    </span>
  );
}
