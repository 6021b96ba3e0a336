import fc from "fast-check";
import { expect, test } from "vitest";
import { backOff } from "./back-off.ts";

test("waits grow to a minute at most and are never zero, whatever the attempt", () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const wait = backOff(attempt, () => chance);
      expect(wait).toBeGreaterThanOrEqual(500);
      expect(wait).toBeLessThanOrEqual(60_000);
      if (attempt >= 6) expect(wait).toBeGreaterThanOrEqual(30_000);
    }),
  );
});
