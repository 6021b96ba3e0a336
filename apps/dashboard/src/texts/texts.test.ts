import { globSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url).pathname;
const files = globSync(["**/texts.ts", "texts/common.ts", "api/problem-texts.ts"], { cwd: root });

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*([^}\s]+)\s*\}\}/g)].map((match) => match[1]).sort();

test("there are texts to check", () => {
  expect(files.length).toBeGreaterThan(6);
});

// That no key is missing is the compiler's work; it cannot see what is inside of the sentences.
test.each(files)("%s says the same in both languages", async (file) => {
  const exported: Record<string, unknown> = await import(`${root}${file}`);
  for (const texts of Object.values(exported)) {
    if (typeof texts !== "object" || texts === null || !("id" in texts) || !("en" in texts)) continue;
    const id = texts.id as Record<string, string>;
    const en = texts.en as Record<string, string>;
    expect(Object.keys(en).sort()).toEqual(Object.keys(id).sort());
    for (const key of Object.keys(id)) {
      expect(id[key]?.trim(), `${key} in Indonesian`).toBeTruthy();
      expect(en[key]?.trim(), `${key} in English`).toBeTruthy();
      if (key.endsWith("_one")) continue;
      expect(placeholders(en[key] ?? ""), key).toEqual(placeholders(id[key] ?? ""));
    }
  }
});
