import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { configSchema } from "./config.ts";

test.each(["en", "id"])("the operator's guide (%s) names every setting and no other", async (language) => {
  const guide = await readFile(new URL(`../../../../docs/${language}/operations.md`, import.meta.url), "utf8");
  const table = guide.split("<!-- settings")[1]?.split("\n## ")[0] ?? "";
  const named = [...table.matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1]);
  expect(named.sort()).toEqual(Object.keys(configSchema.shape).sort());
});
