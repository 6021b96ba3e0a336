import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { profileQuery } from "../session/queries.ts";
import type { Language } from "../texts/i18n.ts";
import { useLanguage } from "../texts/use-texts.ts";

const locales = { id: "id-ID", en: "en-GB" } as const;

/** The device's own zone, by its IANA name. */
export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "Asia/Jakarta";
}

export interface Format {
  zone: string;
  number: (value: number) => string;
  percent: (share: number) => string;
  bytes: (value: number) => string;
  /** 21 Nov 2026, 09.23 in the person's zone. */
  dateTime: (iso: string) => string;
  date: (iso: string) => string;
  time: (iso: string) => string;
  /** WIB, WITA, WIT or GMT+2. */
  zoneName: (iso?: string) => string;
}

/** Numbers and times as the person reads them: their language, and the zone of their profile. */
export function useFormat(otherZone?: string): Format {
  const language = useLanguage();
  const own = useQuery({ ...profileQuery, enabled: false }).data?.zone;
  const zone = otherZone ?? own ?? deviceZone();
  return useMemo(() => createFormat(language, zone), [language, zone]);
}

/** The same outside of components. */
export function createFormat(language: Language, wantedZone: string): Format {
  const locale = locales[language];
  const zone = isZone(wantedZone) ? wantedZone : "UTC";
  const shaped = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: "h23", ...options });
    return (iso: string) => formatter.format(new Date(iso));
  };
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  return {
    zone,
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    bytes: (value) => printBytes(value, locale),
    dateTime: shaped({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }),
    date: shaped({ day: "numeric", month: "short", year: "numeric" }),
    time: shaped({ hour: "2-digit", minute: "2-digit" }),
    zoneName: (iso) => zoneName(locale, zone, iso),
  };
}

/** The abbreviations that Indonesians use; other languages' data lack them and say GMT+7. */
const indonesianZones: Readonly<Record<string, string>> = {
  "Asia/Jakarta": "WIB",
  "Asia/Pontianak": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
};

function zoneName(locale: string, zone: string, iso?: string): string {
  const known = indonesianZones[zone];
  if (known) return known;
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "short" }).formatToParts(
    iso ? new Date(iso) : new Date(),
  );
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

function printBytes(value: number, locale: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = Math.min(units.length - 1, value < 1000 ? 0 : Math.floor(Math.log10(value) / 3));
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(value / 1000 ** step);
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    // A zone that this browser does not know would otherwise stop the whole screen.
    return false;
  }
}
