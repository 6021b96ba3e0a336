import type { Lane } from "./message-port.ts";
import { type PacingProfile, type PacingProfileName, pacingProfile } from "./pacing-profile.ts";

/** An answer in an open conversation waits at most this long, whatever else the number does. */
export const LONGEST_REPLY_WAIT = 1_000;
const SHORTEST_REPLY_WAIT = 250;
/** Gaps outside of these shares of the median are pulled in. */
const SHORTEST_GAP = 0.35;
const LONGEST_GAP = 6;
/** A young number ramps up from a tenth of its caps to all of them. */
const WARM_UP_DAYS = 14;
const LEAST_WARMTH = 0.1;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What the governor remembers of a number. Times are milliseconds of business time. */
export interface Pace {
  replyAt: number;
  otherAt: number;
  /** Sends of the last hour, each; older ones stand in `hours`. */
  recent: number[];
  /** Sends per full hour, by its start. */
  hours: Record<number, number>;
}

/** A number that has sent nothing, or what is known of its last day. */
export function freshPace(hours: Record<number, number> = {}): Pace {
  return { replyAt: 0, otherAt: 0, recent: [], hours };
}

export interface PacedNumber {
  profile: PacingProfileName;
  /** When the number was first paired; undefined counts as now. */
  since: number | undefined;
}

/** How long each lane has to wait now, in milliseconds. A reply waits for its own gap only, never for a cap. */
export function waits(pace: Pace, number: PacedNumber, now: number): Record<Lane, number> {
  if (number.profile === "off") return { reply: 0, other: 0 };
  const reply = Math.min(Math.max(0, pace.replyAt - now), LONGEST_REPLY_WAIT);
  const limits = pacingProfile(number.profile);
  const warmth = warmthOf(number, now);
  return {
    reply,
    other: Math.max(
      0,
      // Moving the clock back must not stop a number for long.
      Math.min(pace.otherAt - now, limits.gapMedianMilliseconds * LONGEST_GAP),
      waitForWindow(pace.recent, now, MINUTE, limits.perMinute),
      waitForWindow(pace.recent, now, HOUR, scaled(limits.perHour, warmth)),
      waitForDay(pace, now, scaled(limits.perDay, warmth)),
    ),
  };
}

/** The pace after a message was sent; `random` gives two numbers from 0 to 1 for the next gap. */
export function paceAfter(pace: Pace, number: PacedNumber, lane: Lane, now: number, random: () => number): Pace {
  const hour = now - (now % HOUR);
  const hours: Record<number, number> = { [hour]: (pace.hours[hour] ?? 0) + 1 };
  for (const [start, sent] of Object.entries(pace.hours)) {
    if (Number(start) > now - DAY - HOUR && Number(start) !== hour) hours[Number(start)] = sent;
  }
  const recent = [...pace.recent.filter((at) => at > now - HOUR), now];
  if (number.profile === "off") return { ...pace, hours, recent: [] };
  const limits = pacingProfile(number.profile);
  return {
    hours,
    recent,
    replyAt: now + SHORTEST_REPLY_WAIT + random() * (LONGEST_REPLY_WAIT - SHORTEST_REPLY_WAIT),
    otherAt:
      lane === "other"
        ? now + gap(limits, random)
        : Math.max(pace.otherAt, now + limits.gapMedianMilliseconds * SHORTEST_GAP),
  };
}

/** The share of its caps that a number may use at its age: linear over two weeks. */
export function warmthOf({ since }: PacedNumber, now: number): number {
  const days = (now - (since ?? now)) / DAY;
  return Math.min(1, Math.max(LEAST_WARMTH, LEAST_WARMTH + (days / WARM_UP_DAYS) * (1 - LEAST_WARMTH)));
}

function scaled(cap: number, warmth: number): number {
  return Math.max(1, Math.floor(cap * warmth));
}

/** A log-normal gap: most are near the median, some are long, none is the same. */
function gap({ gapMedianMilliseconds, gapSigma }: PacingProfile, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random() * 0.999_999)) * Math.cos(2 * Math.PI * random());
  const factor = Math.min(LONGEST_GAP, Math.max(SHORTEST_GAP, Math.exp(gapSigma * normal)));
  return gapMedianMilliseconds * factor;
}

/** Wait until fewer than `cap` sends lie in the window. */
function waitForWindow(sends: number[], now: number, window: number, cap: number): number {
  const inside = sends.filter((at) => at > now - window && at <= now);
  const leaves = inside.at(-cap);
  return leaves === undefined ? 0 : leaves + window - now;
}

function waitForDay(pace: Pace, now: number, cap: number): number {
  const starts = Object.keys(pace.hours)
    .map(Number)
    .filter((start) => start > now - DAY && start <= now)
    .sort((a, b) => a - b);
  let sent = starts.reduce((sum, start) => sum + (pace.hours[start] ?? 0), 0);
  for (const start of starts) {
    if (sent < cap) return 0;
    sent -= pace.hours[start] ?? 0;
    if (sent < cap) return Math.max(1, start + DAY - now);
  }
  return 0;
}
