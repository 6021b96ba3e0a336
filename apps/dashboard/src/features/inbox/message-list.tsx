import { Button } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Fragment, useEffect, useRef, useState } from "react";
import { usePermission, useProfile } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { useFormat } from "../../ui/format.ts";
import { ErrorState, LoadingRows } from "../../ui/states.tsx";
import { membersQuery } from "../organizations/queries.ts";
import { Bubble, PendingBubble } from "./bubble.tsx";
import { dayOf, namedDay } from "./days.ts";
import style from "./message-list.module.css";
import { discardSend, type PendingSend, retrySend, usePendingSends } from "./pending-sends.ts";
import { type Conversation, type Message, messagesQuery } from "./queries.ts";
import { inboxTexts } from "./texts.ts";

/**
 * The messages of a conversation. The list grows upwards (`column-reverse`), so the newest stays in sight by itself and
 * reading older ones never jumps.
 */
export function MessageList({ conversation }: { conversation: Conversation }) {
  const t = useTexts(inboxTexts);
  const query = useInfiniteQuery(messagesQuery(conversation));
  const [isAtEnd, setIsAtEnd] = useState(true);
  const box = useRef<HTMLDivElement>(null);
  const messages = query.data?.pages.flatMap((page) => page.items) ?? [];
  const waiting = usePendingSends(conversation.id).filter(
    (send) => !messages.some((message) => message.clientId === send.clientId),
  );
  if (query.isPending) return <LoadingRows count={5} height={64} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <div
        className={style.messages}
        ref={box}
        onScroll={(event) => setIsAtEnd(event.currentTarget.scrollTop > -120)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        tabIndex={0}
        role="log"
        aria-label={t("thread")}
      >
        <ol className={style.list}>
          {query.hasNextPage && (
            <Older isLoading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
          )}
          <Lines messages={messages.toReversed()} />
          <Waiting conversationId={conversation.id} sends={waiting} />
        </ol>
      </div>
      {!isAtEnd && (
        <button type="button" className={style.latest} onClick={() => box.current?.scrollTo({ top: 0 })}>
          <IconArrowDown size={14} aria-hidden />
          {t("thread.latest")}
        </button>
      )}
    </>
  );
}

function Lines({ messages }: { messages: Message[] }) {
  const t = useTexts(inboxTexts);
  const format = useFormat();
  const mayRetry = usePermission("messages.send");
  const me = useProfile();
  const members = useQuery(membersQuery).data?.items ?? [];
  const authorOf = (message: Message) =>
    message.createdBy && message.createdBy !== me.id
      ? members.find((member) => member.userId === message.createdBy)?.name
      : undefined;
  return messages.map((message, index) => {
    const day = dayOf(message.at, format.zone);
    const before = messages[index - 1];
    const author = authorOf(message);
    return (
      <Fragment key={message.id}>
        {(!before || dayOf(before.at, format.zone) !== day) && (
          <li className={style.day}>
            {namedDay(message.at, format, { today: t("today"), yesterday: t("yesterday") })} · {format.zoneName()}
          </li>
        )}
        <Bubble message={message} mayRetry={mayRetry} {...(author ? { author } : {})} />
      </Fragment>
    );
  });
}

function Waiting({ conversationId, sends }: { conversationId: string; sends: PendingSend[] }) {
  const queryClient = useQueryClient();
  return sends.map((send) => (
    <PendingBubble
      key={send.clientId}
      send={send}
      onRetry={() => retrySend(queryClient, conversationId, send)}
      onDiscard={() => discardSend(conversationId, send.clientId)}
    />
  ));
}

/** Reads on when it comes into sight; the button is for who does not scroll. */
function Older({ isLoading, onMore }: { isLoading: boolean; onMore: () => void }) {
  const t = useTexts(inboxTexts);
  const line = useRef<HTMLLIElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    if (!line.current) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) more.current();
    });
    observer.observe(line.current);
    return () => observer.disconnect();
  }, []);
  return (
    <li className={style.older} ref={line}>
      <Button variant="subtle" size="sm" loading={isLoading} onClick={onMore}>
        {t("thread.older")}
      </Button>
    </li>
  );
}
