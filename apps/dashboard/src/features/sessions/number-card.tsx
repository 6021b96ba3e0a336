import { IconDeviceMobile } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTexts } from "../../texts/use-texts.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { NumberMark, tailOf } from "../../ui/number-badge.tsx";
import { RelativeTime } from "../../ui/times.tsx";
import style from "./number-card.module.css";
import { NumberMenu } from "./number-menu.tsx";
import { printPhone } from "./print-phone.ts";
import { QrCode, QrPlaceholder } from "./qr-code.tsx";
import { QrTimer } from "./qr-timer.tsx";
import { qrQuery, type Session } from "./queries.ts";
import { SessionStatusChip } from "./session-status.tsx";
import { needsPairing } from "./status-look.ts";
import { sessionTexts } from "./texts.ts";

/** One number: who it is, how it is, and what it needs next. */
export function NumberCard({ session }: { session: Session }) {
  const t = useTexts(sessionTexts);
  return (
    <article className={`card ${style.number}`} aria-label={session.name}>
      <header>
        <NumberMark index={session.color - 1}>
          <IconDeviceMobile size={20} />
        </NumberMark>
        <div className="grow">
          <h2 className={style.name}>
            <Link to="/numbers/$sessionId" params={{ sessionId: session.id }} className="cut">
              {session.name}
            </Link>
            {session.phone && <span className="num">{tailOf(session.phone)}</span>}
          </h2>
          <div className="meta">
            {t(`network.${session.network}`)} ·{" "}
            {session.pairedAt ? (
              <>
                {t("device.paired")} <RelativeTime at={session.pairedAt} isInSentence />
              </>
            ) : (
              t("linked.never")
            )}
          </div>
        </div>
        <SessionStatusChip session={session} />
      </header>
      {session.status === "pairing" && session.abilities.pair ? (
        <Pairing session={session} />
      ) : (
        <div>
          {session.phone && <p className={`${style.phone} num`}>{printPhone(session.phone)}</p>}
          <p className={style.what}>{t(`what.${session.status}`)}</p>
        </div>
      )}
      <footer>
        <span className="grow">{t("card.pacing", { pacing: t(`pacing.${session.pacingProfile}`).toLowerCase() })}</span>
        {needsPairing(session.status) && session.abilities.pair && (
          <LinkButton variant="subtle" size="sm" to="/numbers/$sessionId/pair" params={{ sessionId: session.id }}>
            {t("action.pair")}
          </LinkButton>
        )}
        <NumberMenu session={session} />
      </footer>
    </article>
  );
}

function Pairing({ session }: { session: Session }) {
  const t = useTexts(sessionTexts);
  const { data: code } = useQuery(qrQuery(session.id));
  return (
    <div className={style.pair}>
      <div>
        {code ? <QrCode text={code.text} label={t("pair.qr")} /> : <QrPlaceholder label={t("pair.preparing")} />}
      </div>
      <div>
        <h3>{t("pair.howto")}</h3>
        <p className="t2">{t(`pair.lead.${session.network}`)}</p>
        {code && <QrTimer expiresAt={code.expiresAt} />}
      </div>
    </div>
  );
}
