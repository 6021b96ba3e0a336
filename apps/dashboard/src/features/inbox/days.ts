import type { Format } from "../../ui/format.ts";

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of a moment in a zone, as 2026-11-21. */
export function dayOf(iso: string, zone: string): string {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
    formatters.set(zone, formatter);
  }
  return formatter.format(new Date(iso));
}

/** The day as people say it: today, yesterday, or the date. */
export function namedDay(iso: string, format: Format, words: { today: string; yesterday: string }, now = Date.now()) {
  const day = dayOf(iso, format.zone);
  if (day === dayOf(new Date(now).toISOString(), format.zone)) return `${words.today}, ${format.date(iso)}`;
  if (day === dayOf(new Date(now - 86_400_000).toISOString(), format.zone)) return words.yesterday;
  return format.date(iso);
}
