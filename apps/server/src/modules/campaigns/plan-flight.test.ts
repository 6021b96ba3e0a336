import fc from "fast-check";
import { expect, test } from "vitest";
import { planFlight } from "./plan-flight.ts";
import { isQuiet } from "./quiet-hours.ts";

const night = { from: 20 * 60, to: 8 * 60 };
const zone = "Asia/Jakarta";
const nine = new Date("2026-11-23T02:00:00Z");

test("an even pace fills its hours and finishes in the middle of the last one", () => {
  const plan = planFlight({
    startAt: nine,
    zone,
    recipients: [{ zone, count: 250 }],
    quiet: night,
    capsAt: () => ({ perHour: 100, perDay: 1000 }),
  });
  expect(plan.hours.map((hour) => hour.count)).toEqual([100, 100, 50]);
  expect(plan.finishAt?.toISOString()).toBe("2026-11-23T04:30:00.000Z");
});

test("the night lies between, and the number's day limit holds", () => {
  const plan = planFlight({
    startAt: nine,
    zone,
    recipients: [{ zone, count: 700 }],
    quiet: night,
    capsAt: () => ({ perHour: 100, perDay: 500 }),
  });
  const asleep = plan.hours.filter((hour) => hour.isQuiet);
  expect(asleep).toHaveLength(12);
  expect(plan.hours.slice(0, 11).reduce((sum, hour) => sum + hour.count, 0)).toBe(500);
  expect(plan.finishAt?.toISOString()).toBe("2026-11-24T03:00:00.000Z");
});

test("people further east are written while the others sleep", () => {
  const plan = planFlight({
    startAt: new Date("2026-11-22T23:00:00Z"),
    zone,
    recipients: [
      { zone, count: 10 },
      { zone: "Asia/Jayapura", count: 10 },
    ],
    quiet: night,
    capsAt: () => ({ perHour: 100, perDay: 1000 }),
  });
  expect(plan.hours.map((hour) => hour.count)).toEqual([10, 0, 10]);
});

test("a number that may send nothing has no finish", () => {
  const plan = planFlight({
    startAt: nine,
    zone,
    recipients: [{ zone, count: 1 }],
    quiet: null,
    capsAt: () => ({ perHour: 0, perDay: 0 }),
  });
  expect(plan.finishAt).toBeNull();
  expect(plan.planned).toBe(0);
});

const quarter = fc.integer({ min: 0, max: 95 }).map((count) => count * 15);

test("whoever is planned is planned once, below the caps, and never in his quiet hours", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20_000 }),
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: 1, max: 20_000 }),
      fc.record({ from: quarter, to: quarter }),
      (count, perHour, perDay, quiet) => {
        const plan = planFlight({
          startAt: nine,
          zone,
          recipients: [{ zone, count }],
          quiet,
          capsAt: () => ({ perHour, perDay }),
        });
        expect(plan.hours.reduce((sum, hour) => sum + hour.count, 0)).toBe(plan.planned);
        for (const hour of plan.hours) expect(hour.count).toBeLessThanOrEqual(perHour + 1);
        if (plan.finishAt) {
          expect(plan.planned).toBe(count);
          expect(isQuiet(new Date(plan.finishAt.getTime() - 1), zone, quiet) && count > 0).toBe(false);
        }
      },
    ),
    { numRuns: 60 },
  );
});
