import { expect, test } from "vitest";
import { Collector } from "./collector.ts";

test("what comes together goes together, and what comes during a call goes with the next", async () => {
  const calls: number[][] = [];
  const first = Promise.withResolvers<void>();
  const collector = new Collector<number>(1, async (items) => {
    calls.push(items);
    if (calls.length === 1) await first.promise;
  });
  const early = [collector.add(1), collector.add(2)];
  await new Promise((resolve) => setTimeout(resolve, 20));
  const late = [collector.add(3), collector.add(4)];
  first.resolve();
  await Promise.all([...early, ...late]);
  expect(calls).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("a failed call is told to those whose items it carried, and to nobody else", async () => {
  let isBroken = true;
  const collector = new Collector<string>(1, async () => {
    if (isBroken) throw new Error("no database");
  });
  await expect(Promise.all([collector.add("a"), collector.add("b")])).rejects.toThrow("no database");
  isBroken = false;
  await expect(collector.add("c")).resolves.toBeUndefined();
});
