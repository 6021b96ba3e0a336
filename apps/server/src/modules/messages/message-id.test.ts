import fc from "fast-check";
import { expect, test } from "vitest";
import { makeMessageId, momentOf } from "./message-id.ts";

test("ids are uuids of version 7 that carry the time and never repeat", () => {
  const now = new Date("2026-11-21T08:00:00.123Z");
  const ids = Array.from({ length: 5000 }, () => makeMessageId(now, now));
  expect(new Set(ids).size).toBe(5000);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt((ids[0] ?? "").replace("-", "").slice(0, 12), 16)).toBe(now.getTime());
});

test("ids sort by WhatsApp's time, then by arrival", () => {
  const time = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2100, 0, 1) });
  fc.assert(
    fc.property(time, time, time, time, (at1, arrival1, at2, arrival2) => {
      fc.pre(at1 !== at2 || arrival1 !== arrival2);
      const first = makeMessageId(new Date(at1), new Date(arrival1));
      const second = makeMessageId(new Date(at2), new Date(arrival2));
      expect(first < second).toBe(at1 < at2 || (at1 === at2 && arrival1 < arrival2));
    }),
  );
});

test("messages of one second stand in the order of their arrival", () => {
  const second = new Date("2026-11-21T08:00:05Z");
  expect(momentOf(second, new Date("2026-11-21T08:00:05.700Z"))).toEqual(new Date("2026-11-21T08:00:05.700Z"));
  expect(momentOf(second, new Date("2026-11-21T08:03:00Z"))).toEqual(new Date("2026-11-21T08:00:05.999Z"));
  expect(momentOf(second, new Date("2026-11-21T08:00:01Z"))).toEqual(second);
  const exact = new Date("2026-11-21T08:00:05.250Z");
  expect(momentOf(exact, new Date("2026-11-21T08:03:00Z"))).toEqual(exact);
});
