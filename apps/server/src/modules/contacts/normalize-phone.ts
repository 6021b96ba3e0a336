import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

export type PhoneProblem =
  | "phone_missing"
  | "phone_invalid"
  | "phone_too_short"
  | "phone_too_long"
  | "phone_damaged_by_spreadsheet";

export type NormalizedPhone = { phone: string; problem?: undefined } | { phone?: undefined; problem: PhoneProblem };

/** National part of Indonesian mobile numbers, as libphonenumber has it; what a test proves for every number. */
const indonesianMobile = /^8[1-35-9]\d{7,10}$/;
const longestCell = 60;
/** What spreadsheets make of a number: 6281234567890.0. */
const floatingZero = /^(\+?\d{8,})\.0$/;

/**
 * Brings a phone number as people write it to E.164. The common Indonesian forms (08…, 628…, +628…) take a fast path,
 * because libphonenumber needs 15 µs for each and an import has a million; all others are read by libphonenumber.
 *
 * One difference is wanted: libphonenumber reads 62811234567 as a landline of the area 0628; here 628… is always
 * a mobile number with its country code, as everybody who writes it means.
 */
export function normalizePhone(text: string, defaultCountry: string): NormalizedPhone {
  return readIndonesianMobile(text, defaultCountry) ?? readAnyPhone(text, defaultCountry);
}

/** Reads a number of the common Indonesian forms, or resolves to undefined for everything else. */
export function readIndonesianMobile(text: string, defaultCountry: string): NormalizedPhone | undefined {
  const digits = withoutSeparators(text);
  let national: string;
  if (digits.startsWith("+62")) national = digits.slice(3);
  else if (defaultCountry !== "ID") return undefined;
  else if (digits.startsWith("08")) national = digits.slice(1);
  else if (digits.startsWith("628")) national = digits.slice(2);
  else return undefined;
  return indonesianMobile.test(national) ? { phone: `+62${national}` } : undefined;
}

/** Reads any number by libphonenumber. */
export function readAnyPhone(text: string, defaultCountry: string): NormalizedPhone {
  const cleaned = clean(text);
  if (cleaned === "") return { problem: "phone_missing" };
  // A spreadsheet that wrote 6.28123E+12 has thrown the digits away; nothing can bring them back.
  if (/^\+?\d([.,]\d+)?e\+?\d+$/i.test(cleaned)) return { problem: "phone_damaged_by_spreadsheet" };
  if (cleaned.length > longestCell) return { problem: "phone_too_long" };
  const country = isSupportedCountry(defaultCountry) ? (defaultCountry as CountryCode) : "ID";
  const parsed = parsePhoneNumberFromString(cleaned, { defaultCountry: country, extract: false });
  if (parsed?.isValid() && !parsed.ext) return { phone: parsed.number };
  const digitCount = cleaned.replace(/\D/g, "").length;
  if (digitCount > 15) return { problem: "phone_too_long" };
  return { problem: digitCount > 0 && digitCount < 8 ? "phone_too_short" : "phone_invalid" };
}

/** Tells whether the two letters name a country that has phone numbers. */
export function isPhoneCountry(country: string): boolean {
  return isSupportedCountry(country);
}

function clean(text: string): string {
  return text
    .trim()
    .replace(/^['"=\s]+|["\s]+$/g, "")
    .replace(/^(tel|wa|whatsapp)\s*:\s*/i, "")
    .replace(floatingZero, "$1")
    .replace(/\u00a0/g, " ");
}

/** Takes out spaces, dots, dashes and brackets; a number that is only digits, as most are, is not touched. */
function withoutSeparators(text: string): string {
  return /^\+?\d+$/.test(text)
    ? text
    : text
        .trim()
        .replace(floatingZero, "$1")
        .replace(/[\s().-]/g, "");
}
