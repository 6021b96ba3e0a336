import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { DateTime, RelativeTime } from "../../ui/times.tsx";
import style from "./number-page.module.css";
import { printPhone } from "./print-phone.ts";
import type { Session } from "./queries.ts";
import { sessionTexts } from "./texts.ts";

/** Which phone the number is linked to, and since when. */
export function DeviceCard({ session }: { session: Session }) {
  const t = useTexts(sessionTexts);
  const none = <span className="t3">{t("device.none")}</span>;
  return (
    <Card title={t("device.title")}>
      <dl className={`${style.facts} num`}>
        <div>
          <dt>{t("device.phone")}</dt>
          <dd>{session.phone ? printPhone(session.phone) : none}</dd>
        </div>
        <div>
          <dt>{t("device.name")}</dt>
          <dd>{session.pushName ?? none}</dd>
        </div>
        <div>
          <dt>{t("device.network")}</dt>
          <dd>{t(`network.${session.network}`)}</dd>
        </div>
        <div>
          <dt>{t("device.platform")}</dt>
          <dd style={{ textTransform: "capitalize" }}>{session.platform ?? none}</dd>
        </div>
        <div>
          <dt>{t("device.paired")}</dt>
          <dd>{session.pairedAt ? <DateTime at={session.pairedAt} /> : none}</dd>
        </div>
        <div>
          <dt>{t("device.online")}</dt>
          <dd>{session.lastOnlineAt ? <RelativeTime at={session.lastOnlineAt} isInSentence /> : none}</dd>
        </div>
      </dl>
    </Card>
  );
}
