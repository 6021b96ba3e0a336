import { createHash } from "node:crypto";
import type { Cloud, CloudPerson } from "../cloud.ts";

const COUNTRIES: readonly (readonly [string, string])[] = [
  ["1", "US"],
  ["20", "EG"],
  ["27", "ZA"],
  ["31", "NL"],
  ["33", "FR"],
  ["34", "ES"],
  ["39", "IT"],
  ["44", "GB"],
  ["49", "DE"],
  ["52", "MX"],
  ["54", "AR"],
  ["55", "BR"],
  ["56", "CL"],
  ["57", "CO"],
  ["60", "MY"],
  ["61", "AU"],
  ["62", "ID"],
  ["63", "PH"],
  ["65", "SG"],
  ["66", "TH"],
  ["7", "RU"],
  ["81", "JP"],
  ["82", "KR"],
  ["84", "VN"],
  ["86", "CN"],
  ["90", "TR"],
  ["91", "IN"],
  ["92", "PK"],
  ["94", "LK"],
  ["212", "MA"],
  ["234", "NG"],
  ["254", "KE"],
  ["351", "PT"],
  ["880", "BD"],
  ["966", "SA"],
  ["971", "AE"],
];

/** The country of a number, by its calling code; unknown ones are filed under the United States. */
export function countryOf(phone: string): string {
  for (const length of [3, 2, 1]) {
    const found = COUNTRIES.find(([code]) => code === phone.slice(0, length));
    if (found) return found[1];
  }
  return "US";
}

/** The id under which a portfolio knows a person; it stays the same and tells no phone number. */
export function userIdOf(cloud: Cloud, businessId: string, phone: string): string {
  const digest = createHash("sha256").update(`${cloud.network.seed}\0${businessId}\0${phone}`).digest();
  const id = `${countryOf(phone)}.${digest.readBigUInt64BE().toString().padStart(20, "1")}`;
  if (!cloud.userIds.find(id)) cloud.userIds.put(id, phone, { phone, businessId });
  return id;
}

/** Whose id this is for a portfolio. */
export function phoneOfUserId(cloud: Cloud, businessId: string, userId: string): string | undefined {
  const known = cloud.userIds.find(userId);
  return known?.businessId === businessId ? known.phone : undefined;
}

/** What the platform knows of a person. */
export function personOf(cloud: Cloud, phone: string): CloudPerson {
  return cloud.people.find(phone) ?? { phone, username: null, hidesNumber: false, stoppedMarketing: false };
}
