import { expect, test } from "vitest";
import { judgePassword } from "./password-rules.ts";

const unmet = (password: string, personal: string[] = []) =>
  judgePassword(password, personal)
    .rules.filter((rule) => !rule.isMet)
    .map((rule) => rule.name);

test.each([
  ["", ["length", "letters", "notPersonal", "notCommon"]],
  ["pendek1", ["length"]],
  ["semuahuruf saja", []],
  ["hurufsemuapanjang", ["letters"]],
  ["1111111111", ["letters", "notCommon"]],
  ["password123", ["notCommon"]],
  ["kopi-senandika-88", []],
])("%j lacks %j", (password, missing) => {
  expect(unmet(password)).toEqual(missing);
});

test("the own name or mail is not a secret", () => {
  expect(unmet("dimas-bukan-rahasia-9", ["Dimas Nugroho"])).toContain("notPersonal");
  expect(unmet("sepeda-merah-42", ["Dimas Nugroho", "dimas@kopi.example"])).toEqual([]);
});

test("longer and more varied is stronger", () => {
  expect(judgePassword("abcd1234xy").strength).toBe(2);
  expect(judgePassword("abcd1234xyzq").strength).toBe(3);
  expect(judgePassword("sepeda merah di pasar 42").strength).toBe(4);
  expect(judgePassword("abc").strength).toBe(0);
});
