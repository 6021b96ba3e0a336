import { expect, test } from "vitest";
import { requireStorableText } from "./require-storable-text.ts";

test("whole text of any script passes", () => {
  expect(() => requireStorableText({ name: "👩‍👩‍👧 שלום", list: [1, null, undefined, true, "a\u200b"] })).not.toThrow();
});

test("a NUL and half of a character are refused wherever they stand, with the place", () => {
  for (const [input, path] of [
    [{ name: "a\0b" }, "/name"],
    [{ list: ["a", { text: "cut \ud83d" }] }, "/list/1/text"],
    [{ fields: { "key\0": "a" } }, "/fields"],
    ["\0", "/"],
  ] as const) {
    const refusal = expect.objectContaining({
      status: 422,
      code: "invalid_input",
      data: { fields: [expect.objectContaining({ path })] },
    });
    expect(() => requireStorableText(input)).toThrow(refusal);
  }
});

test("a body a hundred thousand levels deep is walked too", () => {
  const deep: unknown = JSON.parse(`${"[".repeat(100_000)}"\\u0000"${"]".repeat(100_000)}`);
  expect(() => requireStorableText(deep)).toThrow();
});
