import { useSyncExternalStore } from "react";
import { common } from "../texts/common.ts";
import type { Language } from "../texts/i18n.ts";
import { useLanguage, useTexts } from "../texts/use-texts.ts";
import { useFormat } from "./format.ts";

/**
 * How long ago, short as in a list (6 mnt, 2 jam, 3 hr), or as it stands in a sentence (6 mnt lalu); the full moment with
 * its zone on hover. Follows the clock.
 */
export function RelativeTime({ at, isInSentence }: { at: string; isInSentence?: boolean }) {
  const now = useMinute();
  const language = useLanguage();
  const t = useTexts(common);
  const { dateTime, date, zoneName } = useFormat();
  const seconds = (now - Date.parse(at)) / 1000;
  const short = shortDistance(seconds, language);
  const distance = short && isInSentence && seconds > 0 ? `${short} ${units[language].ago}` : short;
  return (
    <time dateTime={at} title={`${dateTime(at)} ${zoneName(at)}`} className="num">
      {Math.abs(seconds) < 45 ? t("now") : distance || date(at)}
    </time>
  );
}

/** A moment in the person's zone, or in the one given, with the zone named. */
export function DateTime({ at, zone, hasZone = true }: { at: string; zone?: string; hasZone?: boolean }) {
  const { dateTime, zoneName } = useFormat(zone);
  return (
    <time dateTime={at} className="num">
      {dateTime(at)}
      {hasZone && ` ${zoneName(at)}`}
    </time>
  );
}

const units = {
  id: { minute: "mnt", hour: "jam", day: "hr", ahead: "lagi", ago: "lalu" },
  en: { minute: "min", hour: "h", day: "d", ahead: "left", ago: "ago" },
} as const;

/** 6 mnt, 2 jam, 3 hr; empty beyond a week, where a date says more. */
export function shortDistance(seconds: number, language: Language): string {
  const words = units[language];
  const size = Math.abs(seconds);
  const tail = seconds < 0 ? ` ${words.ahead}` : "";
  if (size < 3570) return `${Math.max(1, Math.round(size / 60))} ${words.minute}${tail}`;
  if (size < 84_600) return `${Math.round(size / 3600)} ${words.hour}${tail}`;
  if (size < 7 * 86_400) return `${Math.round(size / 86_400)} ${words.day}${tail}`;
  return "";
}

/** One clock for all times on screen, so that a list of a thousand rows does not keep a thousand timers. */
function useMinute(): number {
  return useSyncExternalStore(subscribe, () => minute);
}

let minute = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    minute = Date.now();
    timer = setInterval(tick, 20_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  minute = Date.now();
  for (const listener of listeners) listener();
}
