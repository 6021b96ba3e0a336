import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTexts } from "../../texts/use-texts.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { LoadingCard } from "../../ui/states.tsx";
import { openSandbox } from "../sandbox/open-sandbox.ts";
import { ActivityLog } from "./activity-log.tsx";
import { DeviceCard } from "./device-card.tsx";
import { EditNumber } from "./edit-number.tsx";
import { NumberMenu } from "./number-menu.tsx";
import style from "./number-page.module.css";
import { PacingCard } from "./pacing-card.tsx";
import { type Session, sessionQuery, useCommandSession } from "./queries.ts";
import { SessionStatusChip } from "./session-status.tsx";
import { needsPairing } from "./status-look.ts";
import { sessionTexts } from "./texts.ts";

export function NumberPage() {
  const t = useTexts(sessionTexts);
  const { sessionId } = useParams({ from: "/shell/numbers/$sessionId" });
  const query = useQuery(sessionQuery(sessionId));
  const session = query.data;
  return (
    <Page
      title={session?.name ?? t("title")}
      description={session?.description}
      back="/numbers"
      actions={
        session && (
          <>
            <SessionStatusChip session={session} />
            {session.network === "sandbox" && (
              <Button onClick={() => openSandbox(session.id)}>{t("action.sandbox")}</Button>
            )}
            <NumberMenu session={session} />
          </>
        )
      }
    >
      <Loaded query={query} loading={<LoadingCard height={320} />}>
        {(loaded) => (
          <>
            <Standing session={loaded} />
            <div className={style.columns}>
              <div className="stack">
                <DeviceCard session={loaded} />
                <ActivityLog sessionId={loaded.id} />
              </div>
              <div className="stack">
                <PacingCard session={loaded} />
                {loaded.abilities.update && <EditNumber session={loaded} />}
              </div>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** What the number needs now, with the one thing to do about it; nothing when all is well. */
function Standing({ session }: { session: Session }) {
  const t = useTexts(sessionTexts);
  const command = useCommandSession(session.id);
  const { status, abilities } = session;
  if (status === "online" || status === "starting") return null;
  const isBroken = status === "banned" || status === "rejected";
  const action = needsPairing(status)
    ? abilities.pair && (
        <LinkButton variant="filled" to="/numbers/$sessionId/pair" params={{ sessionId: session.id }}>
          {t("action.pair")}
        </LinkButton>
      )
    : (abilities.start || abilities.restart) && (
        <Button loading={command.isPending} onClick={() => command.mutate(abilities.start ? "start" : "restart")}>
          {t(abilities.start ? "action.start" : "action.restart")}
        </Button>
      );
  return (
    <Notice
      tone={isBroken ? "danger" : "ask"}
      title={`${t(`status.${status}`)}.`}
      actions={status === "reconnecting" ? undefined : action}
    >
      {t(`what.${status}`)}
    </Notice>
  );
}
