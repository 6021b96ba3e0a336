import { expect, test } from "vitest";
import { batchFor } from "./batch-size.ts";

test.each([
  ["a first look keeps the size and asks for another", 0, undefined, { size: 100, isFast: true }],
  ["a paced number keeps a small queue and is left to the sweep", 99, 100, { size: 100, isFast: false }],
  ["a fast number gets what it sends in three seconds", 20, 100, { size: 1200, isFast: true }],
  ["an empty queue doubles at least", 0, 10, { size: 200, isFast: true }],
  ["nothing to send is not fast", 0, 0, { size: 100, isFast: false }],
  ["a queue that others filled meanwhile is not fast", 500, 100, { size: 100, isFast: false }],
  ["no queue is larger than 5,000", 0, 4000, { size: 5000, isFast: true }],
])("%s", (_name, queued, backlog, expected) => {
  const last = backlog === undefined ? undefined : { backlog, at: 1000 };
  expect(batchFor({ queued, last, before: 100, at: 1200 })).toEqual(expected);
});
