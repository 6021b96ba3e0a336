import { createHash, randomInt } from "node:crypto";

/** No Indonesian number begins like this, so it can't stand in anybody's phone book: virtual phones live here. */
const phonePrefix = "+6284";
/** A range that reads like a mobile number: customers who were given none. */
const customerPrefix = "+62860";

/** The number of a session's virtual phone; the next attempt gives another when that one is taken. */
export function phoneNumberFor(sessionId: string, attempt: number): string {
  const digest = createHash("sha256").update(`${sessionId} ${attempt}`).digest();
  return phonePrefix + String(digest.readUIntBE(0, 6) % 1_000_000_000).padStart(9, "0");
}

/** A number for a customer who was given none. */
export function newCustomerNumber(): string {
  return customerPrefix + String(randomInt(100_000_000)).padStart(8, "0");
}

/** True for a number that belongs to virtual phones: nobody may play such a phone as a customer. */
export function isPhoneNumberOfSandbox(phone: string): boolean {
  return phone.startsWith(phonePrefix);
}

/** A number as the simulated network writes it. */
export function digits(phone: string): string {
  return phone.replace(/^\+/, "");
}
