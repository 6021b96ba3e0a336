import { Button, Skeleton } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ApiProblem, isDenied } from "../api/problem.ts";
import { describeProblem } from "../api/problem-texts.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/use-texts.ts";
import { Drawing, type DrawingName } from "./drawings.tsx";
import style from "./states.module.css";

/** Nothing here yet: one drawing, one sentence, one action, and a sample where one helps. */
export function EmptyState(props: {
  drawing: DrawingName;
  title: string;
  sentence?: ReactNode;
  action?: ReactNode;
  sample?: ReactNode;
}) {
  return (
    <div className={style.state}>
      <Drawing name={props.drawing} />
      <h2>{props.title}</h2>
      {props.sentence && <p>{props.sentence}</p>}
      {props.action && <div className={style.action}>{props.action}</div>}
      {props.sample && <div className={style.sample}>{props.sample}</div>}
    </div>
  );
}

/** What happened, what was saved, what to do, and the reference to pass on. A refusal shows as DeniedState. */
export function ErrorState(props: {
  error: unknown;
  onRetry?: (() => void) | undefined;
  /** What was saved before it failed; reading saves nothing and needs no word. */
  saved?: string;
  texts?: { namespace: string };
}) {
  const t = useTexts(common);
  if (isDenied(props.error)) return <DeniedState />;
  const reference = props.error instanceof ApiProblem ? props.error.requestId : undefined;
  return (
    <div className={style.state} role="alert">
      <Drawing name="broken" />
      <h2>{t("error.title")}</h2>
      <p>{describeProblem(props.error, props.texts)}</p>
      {props.saved && <p>{props.saved}</p>}
      {props.onRetry && (
        <div className={style.action}>
          <Button leftSection={<IconRefresh size={16} aria-hidden />} onClick={props.onRetry}>
            {t("retry")}
          </Button>
        </div>
      )}
      {reference && (
        <p className="meta">
          {t("error.reference")} <code className={style.reference}>{reference}</code>
        </p>
      )}
    </div>
  );
}

/** The person's role does not reach this screen. */
export function DeniedState(props: { sentence?: string }) {
  const t = useTexts(common);
  return (
    <div className={style.state}>
      <Drawing name="lock" />
      <h2>{t("denied.title")}</h2>
      <p>{props.sentence ?? t("denied.body")}</p>
    </div>
  );
}

/** Grey rows in the shape of what is coming, so that nothing jumps when it arrives. */
export function LoadingRows(props: { count?: number; height?: number }) {
  const t = useTexts(common);
  const rows = Array.from({ length: props.count ?? 6 }, (_, index) => index);
  return (
    <div className={style.rows} role="status" aria-label={t("loading")}>
      {rows.map((row) => (
        <div key={row} className={style.row} style={{ height: props.height ?? 56 }}>
          <Skeleton width={36} height={36} radius="md" />
          <div className="grow">
            <Skeleton width={`${38 + ((row * 17) % 30)}%`} height={10} />
            <Skeleton width={`${22 + ((row * 11) % 26)}%`} height={8} mt={8} />
          </div>
        </div>
      ))}
    </div>
  );
}

/** A grey sheet of the height of what is coming. */
export function LoadingCard(props: { height?: number }) {
  const t = useTexts(common);
  return (
    <div className="card" role="status" aria-label={t("loading")} style={{ padding: 20, height: props.height ?? 160 }}>
      <Skeleton width="34%" height={12} />
      <Skeleton width="62%" height={9} mt={14} />
      <Skeleton width="48%" height={9} mt={10} />
    </div>
  );
}
