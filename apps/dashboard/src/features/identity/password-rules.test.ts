import { expect, test } from "vitest";
import { judgePassword } from "./password-rules.ts";

const unmet = (password: string, personal: string[] = []) =>
  judgePassword(password, personal)
    .rules.filter((rule) => !rule.isMet)
    .map((rule) => rule.name);

test.each([
  ["", ["length", "varied", "notPersonal", "notCommon"]],
  ["pendek1", ["length"]],
  ["hurufsemuapanjang", []],
  ["1111111111", ["varied"]],
  ["1234567890", ["notCommon"]],
  ["password123", ["notCommon"]],
  ["Rahasia-2024", ["notCommon"]],
  ["kopi-senandika-88", []],
])("%j lacks %j", (password, missing) => {
  expect(unmet(password)).toEqual(missing);
});

test("the own name or mail is not a secret", () => {
  const own = ["Dimas Nugroho", "dimas.nugroho@kopi.example"];
  expect(unmet("dimasnugroho", own)).toContain("notPersonal");
  expect(unmet("Dimas.Nugroho@kopi.example", own)).toContain("notPersonal");
  expect(unmet("sepeda-merah-42", own)).toEqual([]);
});

test("longer and more varied is stronger", () => {
  expect(judgePassword("abcd1234xy").strength).toBe(2);
  expect(judgePassword("abcd1234xyzq").strength).toBe(3);
  expect(judgePassword("sepeda merah di pasar 42").strength).toBe(4);
  expect(judgePassword("abc").strength).toBe(0);
});
