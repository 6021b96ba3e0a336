import { ActionIcon, Button, CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconChevronDown, IconEdit, IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usePermission } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { LiveChip } from "../../ui/live-chip.tsx";
import { Pane } from "../../ui/pane.tsx";
import { EmptyState, ErrorState, LoadingRows } from "../../ui/states.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { useCounts } from "./counts.ts";
import style from "./inbox.module.css";
import { conversationsQuery, type ListFilter } from "./queries.ts";
import { inboxTexts } from "./texts.ts";
import { ViewMenu } from "./views-pane.tsx";

interface Props {
  filter: ListFilter;
  openId: string | undefined;
  onFilter: (filter: ListFilter) => void;
  onOpen: (id: string) => void;
  onNewChat: () => void;
}

/** The conversations of the chosen view, with its count, the search, and the way to a new chat. */
export function ListPane(props: Props) {
  const t = useTexts(inboxTexts);
  const { filter } = props;
  const counts = useCounts();
  const mayReply = usePermission("inbox.reply");
  const title = t(`view.${filter.view}`);
  return (
    <Pane
      label={t("list")}
      className={style.list ?? ""}
      isBare
      head={
        <>
          <title>{`${title} · Balas`}</title>
          <h1 className={`${style.heading} only-wide`}>{title}</h1>
          <ViewMenu filter={filter} onFilter={props.onFilter}>
            <button type="button" className={`${style.choose} only-phone`}>
              {title}
              <IconChevronDown size={16} aria-hidden />
            </button>
          </ViewMenu>
          <span className="meta num">{counts.of(filter)}</span>
          <span className="grow" />
          <span className="only-phone">
            <LiveChip />
          </span>
          {mayReply && (
            <ActionIcon onClick={props.onNewChat} aria-label={t("new.title")}>
              <IconEdit size={18} aria-hidden />
            </ActionIcon>
          )}
        </>
      }
    >
      <div className={style.column}>
        <Search key={filter.view} filter={filter} onFilter={props.onFilter} />
        <Rows {...props} />
      </div>
    </Pane>
  );
}

function Search({ filter, onFilter }: Pick<Props, "filter" | "onFilter">) {
  const t = useTexts(inboxTexts);
  const [words, setWords] = useState(filter.search ?? "");
  const search = useDebouncedCallback((text: string) => onFilter({ ...filter, search: text.trim() || undefined }), 250);
  const change = (text: string) => {
    setWords(text);
    search(text);
  };
  return (
    <div className={style.search}>
      <TextInput
        size="sm"
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={words}
        onChange={(event) => change(event.currentTarget.value)}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          words !== "" && <CloseButton size="sm" aria-label={t("search.clear")} onClick={() => change("")} />
        }
      />
    </div>
  );
}

function Rows(props: Props) {
  const query = useInfiniteQuery(conversationsQuery(props.filter));
  if (query.isPending) return <LoadingRows count={7} height={85} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const conversations = query.data.pages.flatMap((page) => page.items);
  if (conversations.length === 0) return <Empty {...props} />;
  return (
    <ConversationList
      // Another view is another list: its order, cursor and place start anew.
      key={JSON.stringify(props.filter)}
      conversations={conversations}
      openId={props.openId}
      onOpen={props.onOpen}
      onEnd={() => {
        if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
      }}
    />
  );
}

function Empty({ filter, onFilter }: Props) {
  const t = useTexts(inboxTexts);
  const maySeeNumbers = usePermission("sessions.manage");
  if (filter.search !== undefined) {
    return <EmptyState drawing="search" title={t("search.nothing")} sentence={t("search.nothing.body")} />;
  }
  const { view } = filter;
  return (
    <EmptyState
      drawing="inbox"
      title={t(`empty.${view}`)}
      sentence={t(`empty.${view}.body`)}
      action={
        view === "mine" ? (
          <Button onClick={() => onFilter({ ...filter, view: "unassigned" })}>{t("empty.mine.action")}</Button>
        ) : view === "open" && maySeeNumbers ? (
          <LinkButton to="/numbers">{t("empty.numbers")}</LinkButton>
        ) : undefined
      }
    />
  );
}
