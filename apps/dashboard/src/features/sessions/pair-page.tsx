import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTexts } from "../../texts/use-texts.ts";
import { Card } from "../../ui/card.tsx";
import { Drawing } from "../../ui/drawings.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { DeniedState, LoadingCard } from "../../ui/states.tsx";
import { openSandbox } from "../sandbox/open-sandbox.ts";
import style from "./pair.module.css";
import { PairSteps } from "./pair-steps.tsx";
import { printPhone } from "./print-phone.ts";
import { QrCode, QrPlaceholder } from "./qr-code.tsx";
import { QrTimer } from "./qr-timer.tsx";
import { qrQuery, type Session, sessionQuery, useCommandSession } from "./queries.ts";
import { sessionTexts } from "./texts.ts";

export function PairPage() {
  const t = useTexts(sessionTexts);
  const { sessionId } = useParams({ from: "/shell/numbers/$sessionId/pair" });
  const session = useQuery(sessionQuery(sessionId));
  const name = session.data?.name ?? "";
  return (
    <Page
      title={session.data ? t("pair.title", { name }) : t("action.pair")}
      description={session.data && session.data.status !== "online" && t(`pair.lead.${session.data.network}`)}
      back={`/numbers/${sessionId}`}
      isNarrow
    >
      <Loaded query={session} loading={<LoadingCard height={420} />}>
        {(loaded) => {
          if (loaded.status === "online") return <Done session={loaded} />;
          return loaded.abilities.pair ? <Pairing session={loaded} /> : <DeniedState />;
        }}
      </Loaded>
    </Page>
  );
}

function Pairing({ session }: { session: Session }) {
  const t = useTexts(sessionTexts);
  const qr = useQuery({ ...qrQuery(session.id), enabled: session.status === "pairing" });
  const code = session.status === "pairing" ? qr.data : undefined;
  const hasEnded = session.abilities.start || session.status === "logged_out";
  return (
    <Card>
      <PairSteps session={session} hasCode={Boolean(code)} />
      <div className={style.pair}>
        <div>
          {code ? (
            <QrCode text={code.text} label={t("pair.qr")} />
          ) : (
            <QrPlaceholder label={hasEnded ? t("pair.ended.title") : t("pair.preparing")} />
          )}
          {code && <QrTimer expiresAt={code.expiresAt} />}
        </div>
        <div className={style.how}>
          {hasEnded ? (
            <Ended session={session} />
          ) : (
            <>
              <h2>{t("pair.howto")}</h2>
              <ol className={style.list}>
                {(["1", "2", "3"] as const).map((step) => (
                  <li key={step}>{t(`pair.${session.network}.${step}`)}</li>
                ))}
              </ol>
              {session.network === "sandbox" && (
                <Button variant="filled" onClick={() => openSandbox(session.id)}>
                  {t("pair.open")}
                </Button>
              )}
              <p className="meta">{t("pair.self")}</p>
            </>
          )}
        </div>
      </div>
    </Card>
  );
}

function Ended({ session }: { session: Session }) {
  const t = useTexts(sessionTexts);
  const command = useCommandSession(session.id);
  return (
    <Notice
      title={t("pair.ended.title")}
      actions={
        <Button loading={command.isPending} onClick={() => command.mutate("start")}>
          {t("action.newCode")}
        </Button>
      }
    >
      {t("pair.ended.body")}
    </Notice>
  );
}

function Done({ session }: { session: Session }) {
  const t = useTexts(sessionTexts);
  return (
    <Card>
      <div className={style.done}>
        <Drawing name="numbers" />
        <h2>{t("pair.done.title", { name: session.name })}</h2>
        <p className="t2 num">{t("pair.done.body", { phone: session.phone ? printPhone(session.phone) : "" })}</p>
        <div className="row">
          <LinkButton variant="filled" to="/numbers/$sessionId" params={{ sessionId: session.id }}>
            {t("pair.done.number")}
          </LinkButton>
          {session.network === "sandbox" && (
            <Button onClick={() => openSandbox(session.id)}>{t("action.sandbox")}</Button>
          )}
        </div>
        <Link to="/" className="link">
          {t("pair.done.next")}
        </Link>
      </div>
    </Card>
  );
}
