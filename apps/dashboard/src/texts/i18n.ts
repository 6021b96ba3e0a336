import { createInstance } from "i18next";
import { readSetting, writeSetting } from "../session/settings.ts";

/** The languages of the product; every text exists in each. */
export const languages = ["id", "en"] as const;
export type Language = (typeof languages)[number];

/** True for a language that the product speaks. */
export function isLanguage(value: unknown): value is Language {
  return value === "id" || value === "en";
}

/** Speaks Indonesian unless this device chose or prefers English. */
export const i18n = createInstance();

void i18n.init({
  lng: firstLanguage(),
  fallbackLng: "id",
  resources: {},
  ns: [],
  // Keys are flat and hold dots as plain letters, so that a search for the key finds its line.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** Switches every text on the page at once and remembers it on this device. */
export function speak(language: Language): void {
  writeSetting("language", language);
  document.documentElement.lang = language;
  if (i18n.language !== language) void i18n.changeLanguage(language);
}

function firstLanguage(): Language {
  const chosen = readSetting("language");
  if (isLanguage(chosen)) return chosen;
  return typeof navigator !== "undefined" && /^en\b/i.test(navigator.language) ? "en" : "id";
}
