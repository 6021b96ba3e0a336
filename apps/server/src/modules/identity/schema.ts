import { parsePhoneNumberFromString } from "libphonenumber-js";
import { z } from "zod";

/** An address of mail, trimmed and in lower case: as it is kept and compared. */
export const email = z.string().trim().toLowerCase().pipe(z.email().max(254));

/** A time zone by its IANA name, as this runtime knows it. */
export const zone = z.string().max(64).refine(isZone, "is not a time zone");

export const language = z.enum(["id", "en"]);
export type Language = z.infer<typeof language>;

export const personName = z.string().trim().min(1).max(200);

// The rules are checked by check-password.ts, with reasons; here only what no password can be.
export const password = z.string().min(1).max(500);

/** E.164; a number without a country is Indonesian. */
export const phone = z
  .string()
  .trim()
  .max(40)
  .transform((text, context) => {
    const number = parsePhoneNumberFromString(text, "ID");
    if (number?.isValid()) return number.number as string;
    context.addIssue({ code: "custom", message: "is not a phone number" });
    return z.NEVER;
  });

export const secretToken = z.string().min(20).max(200);

export const presentedProfile = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  language,
  zone: z.string(),
  avatarUrl: z.string().nullable(),
  isOperator: z.boolean(),
});
export type PresentedProfile = z.infer<typeof presentedProfile>;

export const tokens = z.object({
  accessToken: z.string().describe("JWT for the header Authorization: Bearer."),
  refreshToken: z.string().describe("Works once, for POST /auth/refresh."),
  expiresIn: z.number().int().describe("Seconds until the access token ends."),
});

export const presentedApiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string().describe("The first letters of the key."),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  createdBy: z.object({ id: z.uuid(), name: z.string() }),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
