import { useEffect, useMemo, useState } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import style from "./pair.module.css";
import { sessionTexts } from "./texts.ts";

const circumference = 2 * Math.PI * 6.5;

/** Counts down to the next code, as a ring and in words. */
export function QrTimer({ expiresAt }: { expiresAt: string }) {
  const t = useTexts(sessionTexts);
  const seconds = useSecondsUntil(expiresAt);
  // The first code is shown for longer than the others: the ring is full when this one appears.
  const whole = useMemo(() => Math.max(1, (Date.parse(expiresAt) - Date.now()) / 1000), [expiresAt]);
  const share = Math.min(1, seconds / whole);
  return (
    <div className={`${style.timer} num`}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill="none" strokeWidth="2">
        <circle cx="8" cy="8" r="6.5" stroke="var(--line-strong)" />
        <circle
          cx="8"
          cy="8"
          r="6.5"
          stroke="var(--primary)"
          strokeLinecap="round"
          strokeDasharray={`${circumference * share} ${circumference}`}
          transform="rotate(-90 8 8)"
        />
      </svg>
      {seconds > 0 ? t("pair.newIn", { seconds }) : t("pair.renewing")}
    </div>
  );
}

function useSecondsUntil(at: string): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((Date.parse(at) - now) / 1000));
}
