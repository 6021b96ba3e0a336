import { expect, test } from "vitest";
import { steady } from "./use-steady-order.ts";

const rows = (ids: string) => [...ids].map((id) => ({ id }));
const look = (held: string, now: string) => {
  const { shown, fresh } = steady([...held], rows(now));
  return `${shown.map((row) => row.id).join("")} ${fresh}`;
};

test("rows stay where they are; what is new or moved up is counted", () => {
  expect(look("abc", "abc")).toBe("abc 0");
  expect(look("abc", "nabc")).toBe("abc 1");
  expect(look("abc", "cab")).toBe("abc 1");
  expect(look("abc", "ncab")).toBe("abc 2");
});

test("what left the view goes at once, and what was read on stands behind", () => {
  expect(look("abc", "ac")).toBe("ac 0");
  expect(look("abc", "abcde")).toBe("abcde 0");
  expect(look("abc", "nabcd")).toBe("abcd 1");
});
