import { parsePhoneNumberFromString } from "libphonenumber-js/max";

const known = new Map<string, string | null>();

/** The time zone of a number whose country has only one; null where the number does not tell, as in Indonesia. */
export function zoneOfPhone(phone: string): string | null {
  if (phone.startsWith("+62")) return null;
  const country = parsePhoneNumberFromString(phone)?.country;
  return country ? zoneOfCountry(country) : null;
}

function zoneOfCountry(country: string): string | null {
  const kept = known.get(country);
  if (kept !== undefined) return kept;
  // TypeScript does not know this method yet.
  const locale: Intl.Locale & { getTimeZones?(): string[] | undefined } = new Intl.Locale("und", { region: country });
  const zones = locale.getTimeZones?.() ?? [];
  const zone = zones.length === 1 && zones[0] ? zones[0] : null;
  known.set(country, zone);
  return zone;
}
