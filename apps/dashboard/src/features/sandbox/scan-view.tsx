import { Button } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { describeProblem } from "../../api/problem-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Notice } from "../../ui/notice.tsx";
import { QrCode } from "../sessions/qr-code.tsx";
import { qrQuery, type Session, useCommandSession } from "../sessions/queries.ts";
import { useScan } from "./queries.ts";
import style from "./sandbox-drawer.module.css";
import scan from "./scan-view.module.css";
import { sandboxTexts } from "./texts.ts";

/** The phone's camera with the number's code in it; one click links the phone. */
export function ScanView({ session }: { session: Session }) {
  const t = useTexts(sandboxTexts);
  const link = useScan(session.id);
  const command = useCommandSession(session.id);
  const qr = useQuery({ ...qrQuery(session.id), enabled: session.status === "pairing" });
  const code = session.status === "pairing" ? qr.data : undefined;
  const isLinking = link.isPending || (link.isSuccess && session.status !== "logged_out");
  return (
    <div className={style.body}>
      <p className={style.lead}>{t("scan.lead", { name: session.name })}</p>
      <figure className={scan.phone} aria-label={t("scan.phone")}>
        <div className={scan.screen}>
          <div className={`${scan.status} num`} aria-hidden>
            09.41
          </div>
          <div className={scan.bar}>
            <IconChevronLeft size={16} aria-hidden />
            {t("scan.app")}
          </div>
          <div className={scan.camera}>
            <div className={scan.view}>
              {code && (
                <div className={scan.code}>
                  <QrCode text={code.text} label={t("scan.ready")} />
                </div>
              )}
              <svg viewBox="0 0 168 168" aria-hidden="true">
                <path d="M2 30V14A12 12 0 0 1 14 2h16M138 2h16a12 12 0 0 1 12 12v16M166 138v16a12 12 0 0 1-12 12h-16M30 166H14a12 12 0 0 1-12-12v-16" />
              </svg>
            </div>
            <p role="status">{isLinking ? t("scan.linking") : code ? t("scan.ready") : t("scan.waiting")}</p>
          </div>
        </div>
      </figure>
      {link.isError && <Notice tone="danger">{describeProblem(link.error, sandboxTexts)}</Notice>}
      {session.abilities.start || session.status === "logged_out" ? (
        <Button
          size="lg"
          variant="filled"
          className={style.wide ?? ""}
          loading={command.isPending}
          onClick={() => {
            link.reset();
            command.mutate("start");
          }}
        >
          {t("scan.start")}
        </Button>
      ) : (
        <Button
          size="lg"
          variant="filled"
          className={style.wide ?? ""}
          disabled={!code}
          loading={isLinking}
          onClick={() => link.mutate()}
        >
          {t("scan.action")}
        </Button>
      )}
    </div>
  );
}
