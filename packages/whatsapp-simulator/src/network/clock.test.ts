import { expect, test } from "vitest";
import { Clock } from "./clock.ts";

test("what is planned runs in order of its time, at the speed of the clock", async () => {
  const clock = new Clock();
  const start = clock.now();
  clock.set({ speed: 1000 });
  const ran: number[] = [];
  await new Promise<void>((resolve) => {
    for (const wait of [30_000, 10_000, 20_000, 10_000]) clock.at(start + wait, () => ran.push(wait));
    clock.at(start + 40_000, resolve);
  });
  expect(ran).toEqual([10_000, 10_000, 20_000, 30_000]);
  expect(clock.now()).toBeGreaterThanOrEqual(start + 40_000);
});

test("a stopped clock runs nothing until it jumps", async () => {
  const clock = new Clock();
  clock.set({ speed: 0 });
  const now = clock.now();
  const ran: string[] = [];
  clock.at(now + 5, () => ran.push("soon"));
  clock.at(now + 86_400_000, () => ran.push("tomorrow"));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ran).toEqual([]);
  clock.set({ now: now + 90_000_000, speed: 1 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ran).toEqual(["soon", "tomorrow"]);
});
