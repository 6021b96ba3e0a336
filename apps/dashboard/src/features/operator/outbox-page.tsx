import { useInfiniteQuery } from "@tanstack/react-query";
import { moreOf } from "../../api/list-query.ts";
import { useSystemInfo } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState, LoadingCard } from "../../ui/states.tsx";
import { RelativeTime } from "../../ui/times.tsx";
import style from "./outbox-page.module.css";
import { type Mail, outboxQuery } from "./queries.ts";
import { operatorTexts } from "./texts.ts";

export function OutboxPage() {
  const t = useTexts(operatorTexts);
  const outbox = useInfiniteQuery({ ...outboxQuery, refetchInterval: 5_000 });
  const system = useSystemInfo();
  return (
    <Page title={t("outbox.title")} description={t("outbox.subtitle")} phoneBack="/settings" isNarrow>
      {system?.mailConfigured && <Notice tone="info">{t("outbox.configured")}</Notice>}
      <Loaded
        query={outbox}
        loading={<LoadingCard />}
        empty={
          <Card>
            <EmptyState drawing="mail" title={t("outbox.empty")} sentence={t("outbox.empty.body")} />
          </Card>
        }
      >
        {({ items }) => (
          <Card isFlush>
            {items.map((mail) => (
              <Letter key={mail.id} mail={mail} />
            ))}
            <LoadMore more={moreOf(outbox)} />
          </Card>
        )}
      </Loaded>
    </Page>
  );
}

function Letter({ mail }: { mail: Mail }) {
  const t = useTexts(operatorTexts);
  const link = mail.text.match(/https?:\/\/\S+/)?.[0];
  return (
    <details className={style.letter}>
      <summary>
        <span className="grow">
          <b className={style.subject}>{mail.subject}</b>
          <span className="meta">{t("outbox.to", { to: mail.to })}</span>
        </span>
        <span className="meta">
          <RelativeTime at={mail.createdAt} />
        </span>
      </summary>
      <div className={style.body}>
        {link && <CopyField label={t("outbox.link")} value={link} />}
        <pre>{mail.text}</pre>
      </div>
    </details>
  );
}
