import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { usePermission } from "../../session/queries.ts";
import { readSetting, writeSetting } from "../../session/settings.ts";
import { useShortcut } from "../../shell/shortcuts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { DeniedState } from "../../ui/states.tsx";
import { ContactPane } from "./contact-pane.tsx";
import style from "./inbox.module.css";
import { ListPane } from "./list-pane.tsx";
import { NewChat } from "./new-chat.tsx";
import type { ListFilter } from "./queries.ts";
import { inboxTexts } from "./texts.ts";
import { ThreadPane } from "./thread-pane.tsx";
import { ViewsPane } from "./views-pane.tsx";

const shownByDefault = 1320;

/** Views, conversations, the thread, and whom it is with; on a phone one of them at a time. */
export function InboxPage() {
  const maySee = usePermission("inbox.view");
  return maySee ? <Inbox /> : <DeniedState />;
}

function Inbox() {
  const t = useTexts(inboxTexts);
  const navigate = useNavigate();
  const search = useSearch({ from: "/shell/inbox" });
  const { conversationId } = useParams({ strict: false });
  const [isContactShown, setIsContactShown] = useState(
    () => (readSetting("inbox.contact") ?? "shown") === "shown" && innerWidth >= shownByDefault,
  );
  const [isStarting, setIsStarting] = useState(false);
  const mayReply = usePermission("inbox.reply");
  useShortcut({ keys: "c", label: t("keys.new"), group: t("title") }, () => mayReply && setIsStarting(true));

  const filter: ListFilter = {
    view: search.view ?? "open",
    sessionId: search.number,
    search: search.q,
  };
  const setFilter = ({ view, sessionId, search: q }: ListFilter) =>
    void navigate({
      to: conversationId ? "/inbox/$conversationId" : "/inbox",
      params: { conversationId: conversationId ?? "" },
      search: {
        ...(view === "open" ? {} : { view }),
        ...(sessionId ? { number: sessionId } : {}),
        ...(q ? { q } : {}),
      },
    });
  const open = (id: string) => void navigate({ to: "/inbox/$conversationId", params: { conversationId: id }, search });
  const toggleContact = () => {
    writeSetting("inbox.contact", isContactShown ? "hidden" : "shown");
    setIsContactShown(!isContactShown);
  };
  const hasContact = isContactShown && conversationId !== undefined;
  return (
    <main
      className={style.inbox}
      data-open={conversationId !== undefined || undefined}
      data-contact={hasContact || undefined}
    >
      <ViewsPane filter={filter} onFilter={setFilter} />
      <ListPane
        filter={filter}
        openId={conversationId}
        onFilter={setFilter}
        onOpen={open}
        onNewChat={() => setIsStarting(true)}
      />
      <ThreadPane
        id={conversationId}
        isContactShown={isContactShown}
        onContact={toggleContact}
        onBack={() => void navigate({ to: "/inbox", search })}
      />
      {hasContact && <ContactPane key={conversationId} id={conversationId} onClose={toggleContact} />}
      <NewChat
        isOpen={isStarting}
        onClose={() => setIsStarting(false)}
        onStarted={(id) => {
          setIsStarting(false);
          open(id);
        }}
      />
    </main>
  );
}
