import { useQuery } from "@tanstack/react-query";
import { i18n } from "../../texts/i18n.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { LoadingRows } from "../../ui/states.tsx";
import { RelativeTime } from "../../ui/times.tsx";
import style from "./number-page.module.css";
import { activityQuery } from "./queries.ts";
import { sessionTexts } from "./texts.ts";

/** What happened to the number, the newest first. */
export function ActivityLog({ sessionId }: { sessionId: string }) {
  const t = useTexts(sessionTexts);
  const activity = useQuery(activityQuery(sessionId));
  return (
    <Card title={t("activity.title")} isFlush>
      <Loaded
        query={activity}
        loading={<LoadingRows count={3} />}
        empty={<p style={{ padding: "4px 20px 20px" }}>{t("activity.empty")}</p>}
      >
        {(entries) => (
          <ol className={style.log}>
            {entries.map((entry) => (
              <li key={entry.id}>
                <span className="grow">{describe(entry.kind)}</span>
                <span className="meta">
                  <RelativeTime at={entry.at} isInSentence />
                </span>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Card>
  );
}

/** A kind that has no words yet shows as it is rather than not at all. */
function describe(kind: string): string {
  const ns = sessionTexts.namespace;
  const key = `activity.${kind}`;
  return i18n.exists(key, { ns }) ? i18n.t(key, { ns }) : kind.replaceAll("_", " ");
}
