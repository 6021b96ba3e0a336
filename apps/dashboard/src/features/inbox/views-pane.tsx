import { Menu } from "@mantine/core";
import { IconCircleCheck, IconMail, IconMenu2, IconMessage2, IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ComponentType, ReactElement } from "react";
import { OrganizationSwitcher } from "../../shell/organization-switcher.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { LiveChip } from "../../ui/live-chip.tsx";
import { numberColor, tailOf } from "../../ui/number-badge.tsx";
import { Pane } from "../../ui/pane.tsx";
import { sessionsQuery } from "../sessions/queries.ts";
import { useCounts } from "./counts.ts";
import { type ListFilter, type ViewName, viewNames } from "./queries.ts";
import { inboxTexts } from "./texts.ts";
import style from "./views-pane.module.css";

const icons: Record<ViewName, ComponentType<{ size?: number; "aria-hidden"?: boolean }>> = {
  mine: IconMessage2,
  unassigned: IconUserPlus,
  unread: IconMail,
  open: IconMenu2,
  closed: IconCircleCheck,
};

interface Props {
  filter: ListFilter;
  onFilter: (filter: ListFilter) => void;
}

/** Which conversations to look at: a view, or the open ones of one number; each with a count that equals its list. */
export function ViewsPane({ filter, onFilter }: Props) {
  const t = useTexts(inboxTexts);
  const counts = useCounts();
  const sessions = useQuery(sessionsQuery).data ?? [];
  return (
    <Pane
      label={t("views")}
      isSide
      className={`${style.pane ?? ""} only-wide`}
      head={<OrganizationSwitcher look="name" />}
      foot={<LiveChip />}
    >
      <nav className={style.nav}>
        {viewNames.map((view) => {
          const Icon = icons[view];
          return (
            <Entry
              key={view}
              mark={<Icon size={18} aria-hidden />}
              name={t(`view.${view}`)}
              count={counts.ofView(view)}
              isChosen={filter.view === view && filter.sessionId === undefined}
              onChoose={() => onFilter({ view, sessionId: undefined, search: undefined })}
            />
          );
        })}
        {sessions.length > 0 && <h3>{t("numbers")}</h3>}
        {sessions.map((session) => (
          <Entry
            key={session.id}
            mark={<span className={style.square} style={{ "--n": numberColor(session.color - 1) }} />}
            name={session.phone ? `${session.name} ${tailOf(session.phone)}` : session.name}
            count={counts.ofSession(session.id)}
            isChosen={filter.sessionId === session.id}
            onChoose={() => onFilter({ view: "open", sessionId: session.id, search: undefined })}
          />
        ))}
      </nav>
    </Pane>
  );
}

/** The same choice as a menu, for a phone. */
export function ViewMenu({ filter, onFilter, children }: Props & { children: ReactElement }) {
  const t = useTexts(inboxTexts);
  const counts = useCounts();
  const sessions = useQuery(sessionsQuery).data ?? [];
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {viewNames.map((view) => (
          <Menu.Item
            key={view}
            rightSection={<span className="meta num">{counts.ofView(view)}</span>}
            onClick={() => onFilter({ view, sessionId: undefined, search: undefined })}
          >
            {t(`view.${view}`)}
          </Menu.Item>
        ))}
        {sessions.length > 1 && <Menu.Label>{t("numbers")}</Menu.Label>}
        {sessions.length > 1 &&
          sessions.map((session) => (
            <Menu.Item
              key={session.id}
              rightSection={<span className="meta num">{counts.ofSession(session.id)}</span>}
              aria-current={filter.sessionId === session.id || undefined}
              onClick={() => onFilter({ view: "open", sessionId: session.id, search: undefined })}
            >
              {session.name}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Entry(props: {
  mark: ReactElement;
  name: string;
  count: string | undefined;
  isChosen: boolean;
  onChoose: () => void;
}) {
  return (
    <button type="button" className={style.entry} aria-current={props.isChosen || undefined} onClick={props.onChoose}>
      {props.mark}
      <span className="cut">{props.name}</span>
      <b className="num">{props.count}</b>
    </button>
  );
}
