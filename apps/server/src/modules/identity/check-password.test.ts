import { expect, test } from "vitest";
import { findPasswordFaults } from "./check-password.ts";
import { hashPassword, isPassword } from "./password-hash.ts";

const owner = { name: "Ayu Lestari", email: "ayu.lestari@example.com" };

test.each([
  ["kopi-Senandika-2026", []],
  ["kuda laut makan bakso", []],
  ["pendek1", ["too_short"]],
  ["ayu.lestari@example.com", ["is_email"]],
  ["AYU.LESTARI", ["is_email", "is_name"]],
  ["ayu lestari", ["is_email", "is_name"]],
  ["rahasia12345", ["too_common"]],
  ["Password1234", ["too_common"]],
  ["1234567890", ["too_common"]],
  ["aaaaaaaaaaaa", ["too_simple"]],
  ["", ["too_short", "too_simple"]],
])("%s has the faults %j", (password, faults) => {
  expect(findPasswordFaults(password, owner)).toEqual(faults);
});

test("a hash fits its own password only, and nothing fits no hash", async () => {
  const hash = await hashPassword("kopi-Senandika-2026");
  expect(hash).not.toContain("Senandika");
  expect(await isPassword("kopi-Senandika-2026", hash)).toBe(true);
  expect(await isPassword("kopi-senandika-2026", hash)).toBe(false);
  expect(await isPassword("kopi-Senandika-2026", undefined)).toBe(false);
  expect(await hashPassword("kopi-Senandika-2026")).not.toBe(hash);
});
