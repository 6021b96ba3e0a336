import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { normalizePhone, readIndonesianMobile } from "./normalize-phone.ts";

describe("normalizePhone", () => {
  test.each([
    ["081234567890", "+6281234567890"],
    ["0812-3456-7890", "+6281234567890"],
    ["+62 812 3456 7890", "+6281234567890"],
    ["62812.3456.7890", "+6281234567890"],
    ["(0812) 3456 7890", "+6281234567890"],
    ["81234567890", "+6281234567890"],
    ["'081234567890", "+6281234567890"],
    ["6281234567890.0", "+6281234567890"],
    ["62811234567", "+62811234567"],
    ["0811234567", "+62811234567"],
    ["(021) 5795 0000", "+622157950000"],
    ["+65 9123 4567", "+6591234567"],
    ["+1 415 555 2671", "+14155552671"],
    ["wa: 081234567890", "+6281234567890"],
  ])("%s is %s", (text, phone) => expect(normalizePhone(text, "ID")).toEqual({ phone }));

  test.each([
    ["", "phone_missing"],
    ["   ", "phone_missing"],
    ["0812", "phone_too_short"],
    ["08123456789012345", "phone_too_long"],
    ["0012345678", "phone_invalid"],
    ["budi", "phone_invalid"],
    ["0812345678 / 0813456789", "phone_too_long"],
    ["6,28123E+12", "phone_damaged_by_spreadsheet"],
    ["6.28123456789E+12", "phone_damaged_by_spreadsheet"],
    ["9".repeat(100), "phone_too_long"],
  ])("%s is refused: %s", (text, problem) => expect(normalizePhone(text, "ID")).toEqual({ problem }));

  test("another default country is respected", () => {
    expect(normalizePhone("91234567", "SG")).toEqual({ phone: "+6591234567" });
    expect(normalizePhone("0812345678", "TH")).toEqual({ phone: "+66812345678" });
  });
});

describe("the fast path", () => {
  const digits = (minimum: number, maximum: number) =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: minimum, maxLength: maximum }).map((all) => all.join(""));
  const separated = fc
    .tuple(digits(5, 13), fc.constantFrom("", " ", "-", "."), fc.integer({ min: 1, max: 6 }))
    .map(([all, separator, every]) => all.replace(new RegExp(`(.{${every}})(?=.)`, "g"), `$1${separator}`));

  test.each(["+62", "+628", "08", "0"])("says what libphonenumber says for %s…", (prefix) => {
    fc.assert(
      fc.property(separated, (rest) => {
        const fast = readIndonesianMobile(prefix + rest, "ID");
        const full = parsePhoneNumberFromString(prefix + rest, { defaultCountry: "ID", extract: false });
        if (fast) expect([fast.phone, true]).toEqual([full?.number, full?.isValid()]);
      }),
      { numRuns: 5000 },
    );
  });

  test("reads 628… as +628…", () => {
    fc.assert(
      fc.property(separated, (rest) => {
        const fast = readIndonesianMobile(`628${rest}`, "ID");
        const full = parsePhoneNumberFromString(`+628${rest}`, { defaultCountry: "ID", extract: false });
        if (fast) expect([fast.phone, true]).toEqual([full?.number, full?.isValid()]);
      }),
      { numRuns: 5000 },
    );
  });

  test("takes every mobile number that libphonenumber takes", () => {
    fc.assert(
      fc.property(digits(5, 13), (rest) => {
        const full = parsePhoneNumberFromString(`+628${rest}`, { extract: false });
        if (full?.isValid() && full.getType() === "MOBILE" && full.country === "ID")
          expect(readIndonesianMobile(`08${rest}`, "ID")).toEqual({ phone: full.number });
      }),
      { numRuns: 5000 },
    );
  });
});
