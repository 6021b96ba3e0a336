import fc from "fast-check";
import { expect, test } from "vitest";
import { freshPace, LONGEST_REPLY_WAIT, type Pace, type PacedNumber, paceAfter, waits, warmthOf } from "./pacing.ts";
import { pacingProfile } from "./pacing-profile.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const start = Date.UTC(2026, 5, 1);
const profile = fc.constantFrom("careful" as const, "normal" as const, "fast" as const);
const seed = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));

/** Sends `other` messages as soon as allowed for a span of business time; answers when each was sent. */
function sendAll(number: PacedNumber, span: number, random: () => number): number[] {
  let pace: Pace = freshPace();
  const sent: number[] = [];
  for (let now = start; now < start + span; ) {
    const wait = waits(pace, number, now).other;
    if (wait > 0) {
      now += wait;
      continue;
    }
    sent.push(now);
    pace = paceAfter(pace, number, "other", now, random);
  }
  return sent;
}

function randomFrom(stream: Iterator<number>): () => number {
  return () => Number(stream.next().value);
}

test("no window ever holds more than its cap, and gaps stay inside their bounds", () => {
  fc.assert(
    fc.property(profile, seed, (name, stream) => {
      const sent = sendAll({ profile: name, since: start - 365 * DAY }, 2 * HOUR, randomFrom(stream));
      expect(sent.length).toBeGreaterThan(20);
      const { perMinute, perHour, gapMedianMilliseconds } = pacingProfile(name);
      for (const [window, cap] of [[60_000, perMinute] as const, [HOUR, perHour] as const]) {
        for (const at of sent) {
          expect(sent.filter((other) => other >= at && other < at + window).length).toBeLessThanOrEqual(cap);
        }
      }
      const shortest = Math.min(...sent.slice(1).map((at, n) => at - (sent[n] ?? 0)));
      expect(shortest).toBeGreaterThanOrEqual(gapMedianMilliseconds * 0.3);
    }),
    { numRuns: 15 },
  );
});

test("a day holds no more than its cap, also for a number whose counts were read back", () => {
  const number: PacedNumber = { profile: "fast", since: start - 365 * DAY };
  const hours = { [start - 2 * HOUR]: 9_000, [start - HOUR]: 999 };
  const pace = paceAfter(freshPace(hours), number, "other", start, () => 0.5);
  expect(waits(pace, number, start + 60_000).other).toBeGreaterThan(20 * HOUR);
  expect(waits(pace, number, start + 22 * HOUR + 1).other).toBe(0);
});

test("a reply waits a second at most, whatever the number did", () => {
  fc.assert(
    fc.property(
      profile,
      fc.array(fc.tuple(fc.boolean(), fc.nat(5_000)), { maxLength: 200 }),
      seed,
      (name, steps, stream) => {
        const random = randomFrom(stream);
        const number: PacedNumber = { profile: name, since: start };
        let pace = freshPace();
        let now = start;
        for (const [isReply, pause] of steps) {
          now += pause;
          pace = paceAfter(pace, number, isReply ? "reply" : "other", now, random);
          expect(waits(pace, number, now).reply).toBeLessThanOrEqual(LONGEST_REPLY_WAIT);
        }
      },
    ),
  );
});

test("gaps look human: no two alike, many short and some long", () => {
  let n = 0;
  const random = () => {
    n += 1;
    return (n * 0.618_033_988_7) % 1;
  };
  const sent = sendAll({ profile: "normal", since: start - 365 * DAY }, HOUR, random);
  const gaps = sent.slice(1).map((at, index) => at - (sent[index] ?? 0));
  expect(new Set(gaps.map(Math.round)).size).toBeGreaterThan(gaps.length * 0.8);
  expect(Math.max(...gaps)).toBeGreaterThan(2 * Math.min(...gaps));
});

test("a young number ramps up and is never stopped altogether", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), (days) => {
      const warmth = warmthOf({ profile: "normal", since: start }, start + days * DAY);
      expect(warmth).toBeGreaterThan(0);
      expect(warmth).toBeLessThanOrEqual(1);
      if (days >= 14) expect(warmth).toBe(1);
    }),
  );
  const young = sendAll({ profile: "normal", since: start }, 2 * HOUR, Math.random);
  const old = sendAll({ profile: "normal", since: start - 365 * DAY }, 2 * HOUR, Math.random);
  expect(young.length).toBeLessThan(old.length / 2);
  expect(young.length).toBeGreaterThan(0);
});

test("off paces nothing", () => {
  const number: PacedNumber = { profile: "off", since: undefined };
  let pace = freshPace();
  for (let n = 0; n < 1_000; n += 1) {
    expect(waits(pace, number, start)).toEqual({ reply: 0, other: 0 });
    pace = paceAfter(pace, number, "other", start, Math.random);
  }
});

test("a clock that is moved back stops nobody for long", () => {
  const number: PacedNumber = { profile: "normal", since: start - DAY * 365 };
  const pace = paceAfter(freshPace(), number, "other", start + DAY, Math.random);
  expect(waits(pace, number, start).other).toBeLessThanOrEqual(48_000);
});
