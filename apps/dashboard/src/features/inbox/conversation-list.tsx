import { IconChevronUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { useShortcut } from "../../shell/shortcuts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { membersQuery } from "../organizations/queries.ts";
import style from "./conversation-list.module.css";
import { ConversationRow, rowHeight } from "./conversation-row.tsx";
import type { Conversation } from "./queries.ts";
import { inboxTexts } from "./texts.ts";
import { useSteadyOrder } from "./use-steady-order.ts";

/** A list of any length, of which only the rows in sight are drawn; its order holds still under pointer and keyboard. */
export function ConversationList(props: {
  conversations: Conversation[];
  openId: string | undefined;
  onOpen: (id: string) => void;
  onEnd: () => void;
}) {
  const t = useTexts(inboxTexts);
  const members = useQuery(membersQuery).data?.items ?? [];
  const { shown, fresh, hold, release } = useSteadyOrder(props.conversations);
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 6,
  });
  const cursor = useCursor({ ids: shown.map((one) => one.id), openId: props.openId, onOpen: props.onOpen, hold });
  const cursorAt = shown.findIndex((one) => one.id === cursor);
  useEffect(() => {
    if (cursorAt >= 0) rows.scrollToIndex(cursorAt, { align: "auto" });
  }, [cursorAt, rows]);

  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { onEnd } = props;
  const isNearEnd = last >= shown.length - 10;
  useEffect(() => {
    if (isNearEnd) onEnd();
  }, [isNearEnd, onEnd]);

  return (
    <div className={style.around}>
      <div
        className={style.rows}
        ref={box}
        onPointerEnter={(event) => event.pointerType === "mouse" && hold()}
        onPointerLeave={release}
        onScroll={(event) => event.currentTarget.scrollTop > rowHeight && hold()}
      >
        <ul style={{ height: rows.getTotalSize() }} className={style.list}>
          {items.map((item) => {
            const conversation = shown[item.index];
            if (!conversation) return null;
            return (
              <li
                key={item.key}
                className={style.place}
                style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
              >
                <ConversationRow
                  conversation={conversation}
                  assignee={members.find((member) => member.userId === conversation.assigneeId)}
                  isOpen={conversation.id === props.openId}
                  hasCursor={conversation.id === cursor}
                  onOpen={() => props.onOpen(conversation.id)}
                />
              </li>
            );
          })}
        </ul>
      </div>
      {fresh > 0 && (
        <button
          type="button"
          className={style.fresh}
          onClick={() => {
            release();
            box.current?.scrollTo({ top: 0 });
          }}
        >
          <IconChevronUp size={14} aria-hidden />
          {t("fresh", { count: fresh })}
        </button>
      )}
    </div>
  );
}

/** The row that J and K have reached; Enter opens it. */
function useCursor(props: {
  ids: string[];
  openId: string | undefined;
  onOpen: (id: string) => void;
  hold: () => void;
}): string | undefined {
  const t = useTexts(inboxTexts);
  const [cursor, setCursor] = useState<string>();
  const group = t("title");
  const move = (by: 1 | -1) => {
    props.hold();
    // A row that was clicked keeps the focus, and Enter would be its own.
    if (document.activeElement instanceof HTMLButtonElement) document.activeElement.blur();
    const at = props.ids.indexOf(cursor ?? props.openId ?? "");
    const next = Math.min(Math.max(at + by, 0), props.ids.length - 1);
    setCursor(props.ids[next]);
  };
  useShortcut({ keys: "j", label: t("keys.next"), group }, () => move(1));
  useShortcut({ keys: "k", label: t("keys.previous"), group }, () => move(-1));
  useShortcut({ keys: "enter", label: t("keys.open"), group }, (event) => {
    // Enter on a button in focus is that button's.
    if (event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement) event.target.click();
    else if (cursor) props.onOpen(cursor);
  });
  return cursor;
}
