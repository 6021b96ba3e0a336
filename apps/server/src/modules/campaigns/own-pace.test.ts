import { expect, test } from "vitest";
import type { SessionRow } from "../sessions/index.ts";
import { ownGap, placesIn } from "./own-pace.ts";
import type { CampaignRow } from "./policy.ts";

const now = new Date("2026-11-23T02:00:00Z");
const gapOf = (speed: string, profile: string) =>
  ownGap({ speed } as CampaignRow, { pacing_profile: profile } as SessionRow);

test.each([
  ["careful", "normal", true],
  ["careful", "fast", true],
  ["normal", "fast", true],
  ["normal", "normal", false],
  ["fast", "careful", false],
  ["careful", "off", false],
])("a %s campaign by a %s number holds back by itself: %s", (speed, profile, isHeldBack) => {
  expect(gapOf(speed, profile) > 0).toBe(isHeldBack);
});

test("without a gap everybody may go now", () => {
  expect(placesIn({ now, gap: 0, from: null, limit: 3 })).toEqual([now, now, now]);
});

test("messages are laid out one gap apart, on from the last, and ten minutes ahead at most", () => {
  const from = new Date(now.getTime() + 30_000);
  const places = placesIn({ now, gap: 60_000, from, limit: 100 });
  expect(places).toHaveLength(10);
  expect(places[0]).toEqual(from);
  expect(places[9]).toEqual(new Date(from.getTime() + 9 * 60_000));
  expect(placesIn({ now, gap: 60_000, from: new Date(now.getTime() + 660_000), limit: 100 })).toEqual([]);
  expect(placesIn({ now, gap: 60_000, from: new Date(now.getTime() - 99_000), limit: 1 })).toEqual([now]);
});
