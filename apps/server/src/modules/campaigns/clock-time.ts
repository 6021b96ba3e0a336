import type { QuietHours } from "./quiet-hours.ts";

/** Minutes of the day that "20:30" names. */
export function parseClockTime(text: string): number {
  const [hours, minutes] = text.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** Writes minutes of the day as "20:30". */
export function writeClockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** The quiet hours of a campaign's row; null when it has none. */
export function quietHoursOf(row: { quiet_from: number | null; quiet_to: number | null }): QuietHours | null {
  return row.quiet_from === null || row.quiet_to === null ? null : { from: row.quiet_from, to: row.quiet_to };
}
