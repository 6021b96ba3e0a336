import { expect, test } from "vitest";
import { z } from "zod";
import { newIds } from "./new-ids.ts";

test("ids are of version 7, each its own, and in ascending order", () => {
  const ids = newIds(10_000);
  for (const id of ids) expect(z.uuidv7().safeParse(id).success).toBe(true);
  expect(new Set(ids).size).toBe(10_000);
  expect([...ids].sort()).toEqual(ids);
});
