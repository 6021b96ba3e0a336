import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkText, countVariants, escapeText, listVariants, parseText, renderText } from "./index.ts";

const values = { name: "Sari", "field.city": "Bandung" };
const check = (source: string) =>
  checkText(source, { knownVariables: ["name", "phone", "field.city"], maximumLength: 4096 });
const render = (source: string, given: Record<string, string> = values, index = 0) =>
  renderText(parseText(source), { values: given, variant: { index } });

describe("variables", () => {
  test.each([
    ["Halo {{name}}!", "Halo Sari!"],
    ["Halo {{ Name }}!", "Halo Sari!"],
    ["Kota {{field.city|kota Anda}}", "Kota Bandung"],
    ["Kak {{phone|Anda}}", "Kak Anda"],
    ["{{phone|}}.", "."],
    ["{{phone|a \\| b \\}}}", "a | b }"],
    ["{{{name}}|b}", "Sari"],
    ["{a|{{name}}}", "a"],
  ])("%s becomes %s", (source, expected) => expect(render(source).text).toBe(expected));

  test("a blank value gives way to the fallback", () => {
    expect(render("Halo {{name|Kak}}", { name: "  " }).text).toBe("Halo Kak");
  });

  test("a variable without value and fallback is left out and named", () => {
    expect(render("Halo {{name}}{{name}}", {})).toEqual({ text: "Halo ", variant: 0, missing: ["name"] });
  });

  test("names of things that every object has are no values", () => {
    expect(render("{{constructor}}{{tostring}}", {}).text).toBe("");
  });
});

describe("choices", () => {
  test("are listed in the order of their numbers, also nested", () => {
    const parsed = parseText("{{Halo|Hai} Kak|Pagi}, {a|b}");
    expect(listVariants(parsed, { limit: 10 })).toEqual([
      "Halo Kak, a",
      "Hai Kak, a",
      "Pagi, a",
      "Halo Kak, b",
      "Hai Kak, b",
      "Pagi, b",
    ]);
    expect(countVariants(parsed)).toBe(6);
  });

  test("a bar or backslash outside of a choice stands for itself", () => {
    expect(render("a|b C:\\temp \\\\").text).toBe("a|b C:\\temp \\");
  });

  test("seeds are spread evenly", () => {
    const parsed = parseText("{a|b|c|d}");
    const counts = [0, 0, 0, 0];
    for (let index = 0; index < 4000; index += 1) {
      const { variant } = renderText(parsed, { values: {}, variant: { seed: `0199-aaaa-${index}` } });
      counts[variant] = (counts[variant] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe("problems", () => {
  test.each([
    ["Halo {{name}", "unbalanced_braces", 5],
    ["Halo }", "unbalanced_braces", 5],
    ["{a|b", "unbalanced_braces", 0],
    ["Halo {{nama}}", "unknown_variable", 5],
    ["{a|{{field.kota}}}", "unknown_variable", 3],
    ["{{ }}", "empty_variable", 0],
    ["{{nama lengkap}}", "invalid_variable", 0],
    ["{{name|{a|b}}}", "fallback_not_plain", 0],
    ["{a|}", "empty_choice", 0],
    ["{}", "empty_choice", 0],
    ["Halo {name}", "single_choice", 5],
    [`${"{a|".repeat(30)}b${"}".repeat(30)}`, "too_deep", 60],
    ["{a|b}".repeat(60), "too_many_variants", 0],
    ["x".repeat(4097), "too_long", 0],
    [" \n", "empty_text", 0],
  ])("%s: %s at %i", (source, code, position) => {
    expect(check(source).problems.map((problem) => [problem.code, problem.position])).toContainEqual([code, position]);
  });

  test("a good text has none", () => {
    expect(check("{Halo|Hai} {{name|Kak}} di {{field.city|kota Anda}}")).toEqual({
      problems: [],
      variables: ["name", "field.city"],
      variantCount: 2,
      shortest: "Hai Kak di kota Anda".length,
      longest: "Halo  di ".length + 24 + 24,
    });
  });
});

describe("for any text", () => {
  const noisy = fc
    .array(fc.constantFrom("{", "}", "{{", "}}", "|", "\\", "name", " ", "a", "field.city", "😀"))
    .map((a) => a.join(""));

  test("the parser never throws, and every variant renders", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), noisy), (source) => {
        const parsed = parseText(source);
        expect(parsed.variantCount).toBeGreaterThanOrEqual(1);
        listVariants(parsed, { limit: 20 });
        check(source);
      }),
      { numRuns: 2000 },
    );
  });

  test("an escaped text stands for itself and has no problem", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), noisy), (text) => {
        const parsed = parseText(escapeText(text));
        expect(parsed.problems).toEqual([]);
        expect(renderText(parsed, { values: {}, variant: { seed: "x" } }).text).toBe(text);
      }),
    );
  });
});

/** A text known to be right, with the set of what it can become. */
interface Sample {
  source: string;
  results: string[];
}

const literal = fc
  .constantFrom("Halo", " ", "kak", "1\\|2", "\\{", "Rp5.000")
  .map((source): Sample => ({ source, results: [source.replaceAll("\\", "")] }));
const variable = fc.constantFrom<Sample>(
  { source: "{{name}}", results: ["Sari"] },
  { source: "{{phone|Anda}}", results: ["Anda"] },
);
const { sequence } = fc.letrec<{ choice: Sample; sequence: Sample }>((tie) => ({
  choice: fc.array(tie("sequence"), { minLength: 2, maxLength: 3 }).map((options) => ({
    source: `{${options.map((option) => option.source).join("|")}}`,
    results: options.flatMap((option) => option.results),
  })),
  sequence: fc
    .array(fc.oneof({ maxDepth: 3 }, literal, variable, tie("choice")), { minLength: 1, maxLength: 3 })
    .map((parts) => ({
      source: parts.map((part) => part.source).join(""),
      results: parts.reduce<string[]>(
        (all, part) => part.results.flatMap((end) => all.map((begin) => begin + end)),
        [""],
      ),
    })),
}));

describe("for any right text", () => {
  test("the variants are exactly those that its choices allow", () => {
    fc.assert(
      fc.property(sequence, ({ source, results }) => {
        fc.pre(results.length <= 500);
        const parsed = parseText(source);
        expect(parsed.problems).toEqual([]);
        expect(countVariants(parsed)).toBe(results.length);
        expect(listVariants(parsed, { limit: 500, values: { name: "Sari" } }).sort()).toEqual([...results].sort());
      }),
      { numRuns: 500 },
    );
  });

  test("no syntax is left over, and a person always gets the same variant", () => {
    fc.assert(
      fc.property(sequence, fc.uuid(), ({ source, results }, seed) => {
        const parsed = parseText(source);
        const first = renderText(parsed, { values: { name: "Sari" }, variant: { seed } });
        expect(results).toContain(first.text);
        expect(renderText(parseText(source), { values: { name: "Sari" }, variant: { seed } })).toEqual(first);
        expect(renderText(parsed, { values: { name: "Sari" }, variant: { index: first.variant } })).toEqual(first);
      }),
    );
  });

  test("its lengths lie between shortest and longest", () => {
    fc.assert(
      fc.property(sequence, ({ source, results }) => {
        const { shortest, longest } = checkText(source, {
          knownVariables: [],
          maximumLength: 1,
          assumedValueLength: 4,
        });
        for (const text of results) {
          expect(text.length).toBeGreaterThanOrEqual(shortest);
          expect(text.length).toBeLessThanOrEqual(longest);
        }
      }),
    );
  });
});
