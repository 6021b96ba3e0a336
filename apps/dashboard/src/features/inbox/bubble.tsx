import { IconApi, IconDeviceMobile, IconFileUnknown, IconSend } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import { useFormat } from "../../ui/format.ts";
import { useRetryMessage } from "./actions.ts";
import style from "./bubble.module.css";
import type { PendingSend } from "./pending-sends.ts";
import type { Message } from "./queries.ts";
import { inboxTexts } from "./texts.ts";
import { Ticks } from "./ticks.tsx";
import { kindOf, reasonOf } from "./words.ts";

/** One message of a thread. */
export function Bubble({ message, author, mayRetry }: { message: Message; author?: string; mayRetry: boolean }) {
  const t = useTexts(inboxTexts);
  const { time } = useFormat();
  const isOurs = message.direction === "outgoing";
  return (
    <li className={style.line} data-side={isOurs ? "out" : "in"}>
      <div className={style.bubble}>
        <Origin message={message} author={author} />
        {message.type === "text" ? (
          <Text>{message.text ?? ""}</Text>
        ) : (
          <span className={style.unsupported}>
            <IconFileUnknown size={16} aria-hidden />
            {t("unsupported", { kind: kindOf(message, t) })}
          </span>
        )}
        <At>
          <time dateTime={message.at}>{time(message.at)}</time>
          {isOurs && <Ticks status={message.status} />}
        </At>
      </div>
      {(message.status === "failed" || message.status === "cancelled") && (
        <Failure message={message} mayRetry={mayRetry} />
      )}
    </li>
  );
}

/** A text that is on its way to the server, or did not get there. */
export function PendingBubble(props: { send: PendingSend; onRetry: () => void; onDiscard: () => void }) {
  const t = useTexts(inboxTexts);
  const { time } = useFormat();
  const { text, at, problem } = props.send;
  return (
    <li className={style.line} data-side="out">
      <div className={style.bubble}>
        <Text>{text}</Text>
        <At>
          <time dateTime={at}>{time(at)}</time>
          <Ticks status={problem ? "failed" : "queued"} />
        </At>
      </div>
      {problem && (
        <p className={style.failure} role="alert">
          <span>{t("failed", { reason: problem })}</span>
          <button type="button" className={style.again} onClick={props.onRetry}>
            {t("retry")}
          </button>
          <button type="button" className={style.again} onClick={props.onDiscard}>
            {t("discard")}
          </button>
        </p>
      )}
    </li>
  );
}

function Failure({ message, mayRetry }: { message: Message; mayRetry: boolean }) {
  const t = useTexts(inboxTexts);
  const retry = useRetryMessage();
  const reason = reasonOf(message.reason, t);
  if (message.status === "cancelled") {
    return (
      <p className={style.failure}>{message.reason ? `${t("status.cancelled")}: ${reason}` : t("status.cancelled")}</p>
    );
  }
  return (
    <p className={style.failure} role="alert">
      <span>{t("failed", { reason })}</span>
      {mayRetry && (
        <button
          type="button"
          className={style.again}
          disabled={retry.isPending}
          onClick={() => retry.mutate(message.id)}
        >
          {t("retry")}
        </button>
      )}
    </p>
  );
}

function Origin({ message, author }: { message: Message; author: string | undefined }) {
  const t = useTexts(inboxTexts);
  if (message.direction === "incoming") {
    return message.senderName ? <span className={style.by}>{message.senderName}</span> : null;
  }
  if (message.fromPhone) {
    return (
      <span className={style.by}>
        <IconDeviceMobile size={14} aria-hidden />
        {t("from.phone")}
      </span>
    );
  }
  const type = message.origin?.type;
  if (type === "campaign" || type === "test") {
    return (
      <span className={style.by}>
        <IconSend size={14} aria-hidden />
        {t(`from.${type}`)}
      </span>
    );
  }
  if (type === "api") {
    return (
      <span className={style.by}>
        <IconApi size={14} aria-hidden />
        {t("from.api")}
      </span>
    );
  }
  return author ? <span className={style.by}>{author}</span> : null;
}

function At({ children }: { children: ReactNode }) {
  return <span className={`${style.at} num`}>{children}</span>;
}

const link = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'])/g;

/** The text as it was written, with its links as links. */
function Text({ children }: { children: string }) {
  const parts = children.split(link);
  return (
    <span className={style.text}>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
          <a key={index} href={part} target="_blank" rel="noreferrer noopener">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </span>
  );
}
