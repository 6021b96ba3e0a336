import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { usePermission } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState, LoadingCard } from "../../ui/states.tsx";
import { NumberCard } from "./number-card.tsx";
import style from "./numbers-page.module.css";
import { sessionsQuery } from "./queries.ts";
import { sessionTexts } from "./texts.ts";

export function NumbersPage() {
  const t = useTexts(sessionTexts);
  const sessions = useQuery(sessionsQuery);
  const mayPair = usePermission("sessions.pair");
  const add = mayPair && (
    <LinkButton variant="filled" to="/numbers/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t("add")}
    </LinkButton>
  );
  const count = sessions.data?.length ?? 0;
  const online = sessions.data?.filter(({ status }) => status === "online").length ?? 0;
  return (
    <Page
      title={t("title")}
      description={count > 0 && (online > 0 ? t("summary", { online, count }) : t("summary.none"))}
      actions={count > 0 && add}
    >
      <Loaded
        query={sessions}
        loading={
          <div className={style.grid}>
            <LoadingCard height={220} />
            <LoadingCard height={220} />
          </div>
        }
        empty={
          <Card>
            <EmptyState drawing="numbers" title={t("empty.title")} sentence={t("empty.body")} action={add} />
          </Card>
        }
      >
        {(loaded) => (
          <div className={style.grid}>
            {loaded.map((session) => (
              <NumberCard key={session.id} session={session} />
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
