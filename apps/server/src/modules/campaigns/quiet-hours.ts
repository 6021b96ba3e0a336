/** A daily stretch in which nobody is written to, in minutes of the local day; it may pass midnight. */
export interface QuietHours {
  from: number;
  to: number;
}

const minute = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Tells whether the moment falls into the quiet hours of people in the zone. */
export function isQuiet(at: Date, zone: string, quiet: QuietHours | null): boolean {
  if (!quiet || quiet.from === quiet.to) return false;
  const local = localMinute(at, zone);
  return quiet.from < quiet.to ? local >= quiet.from && local < quiet.to : local >= quiet.from || local < quiet.to;
}

/** Gives the moment the quiet hours end that `at` falls into; `at` itself when it is not quiet. */
export function wakesAt(at: Date, zone: string, quiet: QuietHours | null): Date {
  let moment = at;
  // More than once only where the clock of the zone is changed meanwhile.
  for (let tries = 0; quiet && isQuiet(moment, zone, quiet) && tries < 3; tries += 1)
    moment = nextAt(moment, zone, quiet.to);
  return moment;
}

/** Gives the moment the next quiet hours begin; undefined when there are none. */
export function quietFrom(at: Date, zone: string, quiet: QuietHours | null): Date | undefined {
  if (!quiet || quiet.from === quiet.to) return undefined;
  return isQuiet(at, zone, quiet) ? at : nextAt(at, zone, quiet.from);
}

/** Minutes since midnight on the clocks of the zone. */
export function localMinute(at: Date, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en", { timeZone: zone, hour: "numeric", minute: "numeric", hourCycle: "h23" });
    formats.set(zone, format);
  }
  const parts = format.formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return read("hour") * 60 + read("minute");
}

function nextAt(at: Date, zone: string, minuteOfDay: number): Date {
  const wait = (minuteOfDay - localMinute(at, zone) + 1440) % 1440 || 1440;
  return new Date(Math.floor(at.getTime() / minute) * minute + wait * minute);
}
