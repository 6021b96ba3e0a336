import fc from "fast-check";
import { expect, test } from "vitest";
import { isQuiet, localMinute, quietFrom, wakesAt } from "./quiet-hours.ts";

const night = { from: 20 * 60, to: 8 * 60 };

test.each([
  ["2026-11-23T12:59:00Z", "Asia/Jakarta", false, "19:59 in Jakarta"],
  ["2026-11-23T13:00:00Z", "Asia/Jakarta", true, "20:00 in Jakarta"],
  ["2026-11-23T12:00:00Z", "Asia/Makassar", true, "20:00 in Makassar while Jakarta is still up"],
  ["2026-11-23T00:59:00Z", "Asia/Jakarta", true, "07:59 in Jakarta"],
  ["2026-11-23T01:00:00Z", "Asia/Jakarta", false, "08:00 in Jakarta"],
])("%s in %s is quiet: %s (%s)", (at, zone, expected) => {
  expect(isQuiet(new Date(at), zone, night)).toBe(expected);
});

test("without quiet hours nothing waits", () => {
  const at = new Date("2026-11-23T18:00:00Z");
  expect(isQuiet(at, "Asia/Jakarta", null)).toBe(false);
  expect(wakesAt(at, "Asia/Jakarta", null)).toBe(at);
  expect(quietFrom(at, "Asia/Jakarta", { from: 600, to: 600 })).toBeUndefined();
});

test("who sleeps is woken at the end of the quiet hours of the own zone", () => {
  const at = new Date("2026-11-23T15:30:10Z");
  expect(wakesAt(at, "Asia/Jakarta", night).toISOString()).toBe("2026-11-24T01:00:00.000Z");
  expect(wakesAt(at, "Asia/Jayapura", night).toISOString()).toBe("2026-11-23T23:00:00.000Z");
});

test("waking never falls into quiet hours, in any zone, also when clocks change", () => {
  const zones = ["Asia/Jakarta", "Asia/Kathmandu", "Europe/Berlin", "America/New_York", "Pacific/Apia"];
  fc.assert(
    fc.property(
      fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true }),
      fc.constantFrom(...zones),
      fc.record({ from: fc.integer({ min: 0, max: 1439 }), to: fc.integer({ min: 0, max: 1439 }) }),
      (at, zone, quiet) => {
        const awake = wakesAt(at, zone, quiet);
        expect(isQuiet(awake, zone, quiet)).toBe(false);
        expect(awake.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(awake.getTime() - at.getTime()).toBeLessThanOrEqual(26 * 3600_000);
        expect(localMinute(at, zone)).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
