import { isQuiet, type QuietHours } from "./quiet-hours.ts";

/** What a number may send at a moment. */
export interface SendingCaps {
  perHour: number;
  perDay: number;
}

export interface FlightHour {
  at: Date;
  count: number;
  cap: number;
  /** Everybody who still waits sleeps. */
  isQuiet: boolean;
}

export interface FlightPlan {
  hours: FlightHour[];
  /** Null when it would take longer than the plan looks ahead. */
  finishAt: Date | null;
  planned: number;
}

const step = 15 * 60_000;
const hour = 60 * 60_000;
const longest = 60 * 24 * hour;

/**
 * Foresees a broadcast hour by hour: as fast as the caps of the number allow, and nobody in the quiet hours of his
 * zone, to the quarter of an hour. `capsAt` is asked for every hour, so that a young number may ramp up; days are those of `zone`.
 */
export function planFlight(request: {
  startAt: Date;
  zone: string;
  recipients: { zone: string; count: number }[];
  quiet: QuietHours | null;
  capsAt: (at: Date) => SendingCaps;
}): FlightPlan {
  const waiting = request.recipients.filter((group) => group.count > 0).map((group) => ({ ...group }));
  const total = waiting.reduce((sum, group) => sum + group.count, 0);
  const hours = new Map<number, FlightHour>();
  const sentOn = new Map<string, number>();
  let left = total;
  let finishAt: Date | null = total === 0 ? request.startAt : null;

  for (let time = request.startAt.getTime(); left > 0 && time < request.startAt.getTime() + longest; ) {
    const at = new Date(time);
    const end = Math.floor(time / step) * step + step;
    const share = (end - time) / hour;
    const caps = request.capsAt(at);
    const day = localDay(at, request.zone);
    const room = Math.min(caps.perHour * share, caps.perDay - (sentOn.get(day) ?? 0));
    const awake = waiting.filter((group) => group.count > 0 && !isQuiet(at, group.zone, request.quiet));
    const sent = take(awake, Math.max(0, room));
    const row = hourOf(hours, time, caps, awake.length > 0);
    row.count += sent;
    sentOn.set(day, (sentOn.get(day) ?? 0) + sent);
    left -= sent;
    if (left < 0.001) {
      left = 0;
      finishAt = new Date(time + (sent / (caps.perHour * share)) * (end - time));
    }
    time = end;
  }
  return { hours: rounded([...hours.values()]), finishAt, planned: Math.round(total - left) };
}

/** Takes evenly from all who are awake, in proportion to how many wait. */
function take(groups: { count: number }[], room: number): number {
  const available = groups.reduce((sum, group) => sum + group.count, 0);
  const taken = Math.min(room, available);
  for (const group of groups) group.count -= (group.count / available) * taken;
  return taken;
}

function hourOf(hours: Map<number, FlightHour>, time: number, caps: SendingCaps, isSomebodyAwake: boolean): FlightHour {
  const start = Math.floor(time / hour) * hour;
  const known = hours.get(start);
  if (known) {
    known.isQuiet &&= !isSomebodyAwake;
    return known;
  }
  const made = { at: new Date(start), count: 0, cap: caps.perHour, isQuiet: !isSomebodyAwake };
  hours.set(start, made);
  return made;
}

/** Whole people per hour that still add up to the whole. */
function rounded(hours: FlightHour[]): FlightHour[] {
  let exact = 0;
  let given = 0;
  return hours.map((row) => {
    exact += row.count;
    const count = Math.round(exact) - given;
    given += count;
    return { ...row, count };
  });
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

function localDay(at: Date, zone: string): string {
  let format = dayFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
    dayFormats.set(zone, format);
  }
  return format.format(at);
}
