import { useEffect, useRef } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import { useFormat } from "../../ui/format.ts";
import { PhoneBubble } from "../../ui/phone-frame.tsx";
import type { HeldMessage } from "./queries.ts";
import style from "./sandbox-drawer.module.css";
import { sandboxTexts } from "./texts.ts";

/** The messages one phone holds of one chat; the newest stays in sight. */
export function ChatBubbles(props: { messages: readonly HeldMessage[]; empty: string }) {
  const t = useTexts(sandboxTexts);
  const { time } = useFormat();
  const end = useRef<HTMLDivElement>(null);
  const newest = props.messages.at(-1)?.id;
  useEffect(() => {
    if (newest) end.current?.scrollIntoView({ block: "nearest" });
  }, [newest]);
  if (props.messages.length === 0) return <p className={style.hint}>{props.empty}</p>;
  return (
    <>
      {props.messages.map((message) => (
        <PhoneBubble
          key={`${message.direction}${message.id}`}
          side={message.direction === "incoming" ? "in" : "out"}
          time={time(message.at)}
          {...(message.direction === "outgoing" ? { tick: message.status } : {})}
        >
          {message.type === "text" ? message.text : t("unsupported")}
        </PhoneBubble>
      ))}
      <div ref={end} />
    </>
  );
}
