import { expect, test } from "vitest";
import { findColumnProblem } from "./import-draft.ts";

test("columns need one number, and no target twice", () => {
  expect(findColumnProblem(["name", "ignore"])).toEqual({ code: "noPhone" });
  expect(findColumnProblem(["phone", "name", "name"])).toEqual({ code: "twice", target: "name" });
  expect(findColumnProblem(["field:kota", "phone", "field:kota"])).toEqual({ code: "twice", target: "field:kota" });
  expect(findColumnProblem(["ignore", "phone", "new", "new", "ignore"])).toBeUndefined();
});
